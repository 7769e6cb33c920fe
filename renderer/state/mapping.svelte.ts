import type { StreamSuggestion } from '../../main/domain/analysis/joining/suggestStreams';
import type { Environment, EnvironmentMap, Match, Stream, Target, Track } from '../../main/domain/retro/environmentMap';
import { streamsProblem } from '../../main/domain/retro/streams';
import type { EnvironmentPreview } from '../../main/ipc/contract';
import { ask } from './ask';
import { current } from './retro.svelte';

const waitMs = 300;

/** The environment map while it is edited: a draft with a live preview, kept as one undoable step. */
export class Mapping {
  draft = $state.raw<EnvironmentMap>({ zone: 'UTC', environments: [], tracks: [], targets: [] });
  preview = $state.raw<EnvironmentPreview | null>(null);
  /** Pipelines that may be one; null while they are looked for. */
  suggested = $state.raw<StreamSuggestion[] | null>(null);
  readonly retro: string;
  #before: string;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(retro: string, map: EnvironmentMap) {
    this.retro = retro;
    this.draft = map;
    this.#before = JSON.stringify(map);
    void this.#look();
    void this.#lookForStreams();
  }

  get changed(): boolean {
    return JSON.stringify(this.draft) !== this.#before;
  }

  /** What is wrong, in a sentence; null where it can be kept. */
  get problem(): string | null {
    const names = this.draft.environments.map(({ name }) => name.trim());
    if (names.includes('')) return 'Every environment needs a name.';
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) return `Two environments are called “${twice}”.`;
    const streams = this.draft.streams ?? [];
    if (streams.some(({ name }) => name.trim() === '')) return 'Every stream needs a name.';
    const problem = streamsProblem(streams.filter(({ of }) => of.some(({ pipeline }) => pipeline !== '')));
    return problem === null ? null : `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`;
  }

  setZone(zone: string): void {
    this.#take({ ...this.draft, zone });
  }

  /** The first one is most likely the one customers use. */
  add(): void {
    const first = !this.draft.environments.some(({ role }) => role === 'production');
    const name = first ? 'production' : `environment-${String(this.draft.environments.length + 1)}`;
    const next: Environment = {
      name,
      label: first ? name : '',
      role: first ? 'production' : 'other',
      group: name,
      match: [{}],
    };
    this.#take({ ...this.draft, environments: [...this.draft.environments, next] });
  }

  change(index: number, change: Partial<Environment>): void {
    this.#take({
      ...this.draft,
      environments: this.draft.environments.map((one, at) => (at === index ? { ...one, ...change } : one)),
    });
  }

  remove(index: number): void {
    this.#take({ ...this.draft, environments: this.draft.environments.filter((_, at) => at !== index) });
  }

  setTracks(tracks: Track[]): void {
    this.#take({ ...this.draft, tracks });
  }

  setTargets(targets: Target[]): void {
    this.#take({ ...this.draft, targets });
  }

  setStreams(streams: Stream[]): void {
    this.#take({ ...this.draft, streams });
    void this.#lookForStreams();
  }

  async keep(): Promise<void> {
    const environments = {
      ...this.draft,
      environments: this.draft.environments.map((one) => ({
        ...one,
        name: one.name.trim(),
        match: one.match.filter(hasRule),
      })),
      tracks: this.draft.tracks.filter((track) => track.name.trim() !== ''),
      ...(this.draft.streams ? { streams: filledStreams(this.draft.streams) } : {}),
    };
    await current.edit({ type: 'setEnvironments', environments });
  }

  #take(draft: EnvironmentMap): void {
    this.draft = draft;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), waitMs);
  }

  async #look(): Promise<void> {
    if (this.problem) return;
    const asked = this.draft;
    const environments = {
      ...asked,
      environments: asked.environments.map((one) => ({ ...one, match: one.match.filter(hasRule) })),
      ...(asked.streams ? { streams: filledStreams(asked.streams) } : {}),
    };
    const preview = await ask(window.shiplapse.previewEnvironments({ retro: this.retro, environments }));
    // An answer to an older draft would flicker.
    if (preview && asked === this.draft) this.preview = preview;
  }

  async #lookForStreams(): Promise<void> {
    const asked = this.draft.streams;
    const found = await ask(
      window.shiplapse.suggestStreams({ retro: this.retro, streams: filledStreams(asked ?? []) }),
    );
    if (found && asked === this.draft.streams) this.suggested = found;
  }
}

/** Without the pipelines nobody named yet. */
function filledStreams(streams: readonly Stream[]): Stream[] {
  return streams
    .map((stream) => ({
      ...stream,
      name: stream.name.trim(),
      of: stream.of.filter(({ pipeline }) => pipeline.trim() !== ''),
    }))
    .filter(({ of }) => of.length > 0);
}

export const matchFields = [
  'pipeline',
  'stage',
  'job',
  'environment',
  'branch',
  'source',
] as const satisfies (keyof Match)[];

/** A rule without any field would match everything there is. */
export function hasRule(match: Match): boolean {
  return matchFields.some((field) => match[field] !== undefined);
}

/** A rule with one field set, or taken out where it is empty. */
export function withField(match: Match, field: keyof Match, value: string): Match {
  const { [field]: _, ...rest } = match;
  return value.trim() === '' ? rest : { ...rest, [field]: value.trim() };
}
