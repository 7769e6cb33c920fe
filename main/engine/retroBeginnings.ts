import { EnvironmentDraft } from '../domain/analysis/environmentDraft';
import type { Instant } from '../domain/history/records';
import type { EnvironmentMap } from '../domain/retro/environmentMap';
import type { Store } from '../store/store';
import { newRetro } from './newRetro';

/**
 * Retros that begin with an import. Several imports may begin one together: it is made once, and its environments are
 * drafted anew after each of them, until somebody changes them.
 */
export class RetroBeginnings {
  private readonly making = new Map<string, Promise<void>>();
  /** The last draft of each, as text; absent for retros that were there before. */
  private readonly drafts = new Map<string, string>();

  constructor(
    private readonly store: Store,
    private readonly now: () => Instant,
  ) {}

  /** Makes the retro where there is none. */
  make(name: string, zone: string): Promise<void> {
    const going = this.making.get(name);
    if (going) return going;
    const made = this.makeIfAbsent(name, zone).finally(() => this.making.delete(name));
    this.making.set(name, made);
    return made;
  }

  /** A new retro begins with the environments its runs speak of; people correct them, and then they stay. */
  async draft(name: string): Promise<void> {
    const draft = new EnvironmentDraft();
    for await (const run of this.store.history(name).records({ kinds: ['run'] })) {
      if (run.record === 'run') draft.see(run);
    }
    // Read only now: meanwhile somebody may have changed the retro.
    const retro = await this.store.retro(name);
    if (!retro || JSON.stringify(retro.environments) !== this.drafts.get(name)) return;
    const environments: EnvironmentMap = draft.map(retro.environments.zone);
    this.drafts.set(name, JSON.stringify(environments));
    await this.store.saveRetro({ ...retro, environments });
  }

  private async makeIfAbsent(name: string, zone: string): Promise<void> {
    if (await this.store.retro(name)) return;
    const retro = newRetro(name, zone, this.now());
    await this.store.createRetro(retro);
    this.drafts.set(name, JSON.stringify(retro.environments));
  }
}
