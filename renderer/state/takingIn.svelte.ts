import type { Inside, PickedFile, TakenIn } from '../../main/ipc/messages/given';
import type { Result } from '../../main/ipc/contract';
import { ask } from './ask';
import { library } from './library.svelte';
import { openRetro } from './openRetro';
import { current } from './retro.svelte';
import { router } from './route.svelte';
import { takenInText } from './takenInText';
import { toasts } from './toasts.svelte';

/** Retro files, notes and milestones that were given: asked about one after the other, over whatever is shown. */
class TakingIn {
  #waiting = $state.raw<PickedFile[]>([]);
  inside = $state.raw<Inside | null>(null);
  /** Name of the retro to take milestones and notes into; empty where there is none. */
  into = $state('');
  busy = $state(false);
  problem = $state.raw<string | null>(null);

  get file(): PickedFile | null {
    return this.#waiting[0] ?? null;
  }

  /** Takes care of what is no history to import, and gives back the rest. */
  offer(files: readonly PickedFile[]): PickedFile[] {
    const open = openName();
    const here = files.filter(({ holds }) => holds !== null);
    const direct = here.filter(({ holds }) => holds !== 'retro' && open !== null);
    const asked = here.filter((file) => !direct.includes(file));
    if (open !== null && direct.length > 0) void this.#takeAll(direct, open);
    if (asked.length > 0) {
      const isFirst = this.file === null;
      this.#waiting = [...this.#waiting, ...asked];
      if (isFirst) void this.#look();
    }
    return files.filter(({ holds }) => holds === null);
  }

  /** Nothing was changed; the next file, if any. */
  leave(): void {
    this.#waiting = this.#waiting.slice(1);
    if (this.file) void this.#look();
  }

  async keep(): Promise<void> {
    const file = this.file;
    const kept = file && (await this.#work(window.shiplapse.keepRetroFile({ file: file.handle })));
    if (!kept) return;
    this.leave();
    void library.load();
    await openRetro(() => current.open(kept.retro));
    const leftOut = kept.leftOut.length > 0 ? ` Of its notes was left out: ${kept.leftOut.join('; ')}.` : '';
    toasts.say(`Kept as ${kept.retro}.${leftOut}`);
  }

  async take(): Promise<void> {
    const { file, into } = this;
    if (!file?.holds || into === '') return;
    const order = { retro: into, file: file.handle, holds: file.holds };
    const taken = await this.#work(window.shiplapse.takeIn(order));
    if (!taken) return;
    this.leave();
    await openRetro(() => current.open(into));
    tell(file, into, taken);
  }

  async #takeAll(files: readonly PickedFile[], into: string): Promise<void> {
    for (const file of files) {
      if (!file.holds) continue;
      const taken = await ask(window.shiplapse.takeIn({ retro: into, file: file.handle, holds: file.holds }));
      if (!taken) continue;
      if (current.now?.retro.name === into) await current.open(into);
      tell(file, into, taken);
    }
  }

  async #look(): Promise<void> {
    const file = this.file;
    this.inside = null;
    this.problem = null;
    await library.load();
    if (file?.holds === 'retro') this.inside = await this.#work(window.shiplapse.lookInside({ file: file.handle }));
    const names = (library.now?.retros ?? []).map(({ name }) => name);
    const wished = [openName(), this.inside?.name].find((name) => name && names.includes(name));
    this.into = wished ?? names[0] ?? '';
  }

  async #work<T>(call: Promise<Result<T>>): Promise<T | null> {
    this.busy = true;
    this.problem = null;
    const result = await call;
    this.busy = false;
    if (result.ok) return result.value;
    this.problem = result.failure.sentence;
    return null;
  }
}

export const takingIn = new TakingIn();

/** The retro people are looking at. */
function openName(): string | null {
  const route = router.now;
  if (route.screen === 'import') return route.into;
  return route.screen === 'library' ? null : (current.now?.retro.name ?? null);
}

function tell(file: PickedFile, into: string, taken: TakenIn): void {
  const step = current.now?.undo ?? null;
  const isOpen = (): boolean => current.now?.retro.name === into && current.now.undo === step;
  const isChanged = taken.added + taken.changed + taken.removed > 0;
  // What was done since then is not what this button would take back.
  const run = (): void =>
    isOpen() ? void current.undo() : toasts.say('Something was changed since; undo that first.');
  toasts.say(takenInText(file.name, taken), isChanged && step !== null ? { label: 'Undo', run } : null);
}
