import type { ImportOrder, ImportOutcome, ImportPreview, PickedFile, TokenState } from '../../main/ipc/contract';
import type { ImportProgress, SourceInfo, SourceKind } from '../../main/sources/source';
import { instantOfDate } from '../controls/text/dates';
import { freeName, listOf, retroNameFrom, retroNameProblem } from '../controls/text/names';
import { ask } from './ask';
import { library } from './library.svelte';
import { takingIn } from './takingIn.svelte';

/** One import from choosing a source to its outcome. Made anew each time the screen opens. */
export class Importing {
  sources = $state.raw<SourceInfo[]>([]);
  kind = $state<SourceKind | null>(null);
  files = $state.raw<PickedFile[]>([]);
  retro = $state('');
  url = $state('');
  projects = $state('');
  pipelines = $state('');
  since = $state('');
  until = $state('');
  /** Lives in this field and in the order of this import; the main process remembers it from there. */
  token = $state('');
  keepToken = $state(false);
  /** What is known already of a token for the address typed. */
  known = $state.raw<TokenState>({ has: 'none', keychain: 'none' });
  preview = $state.raw<ImportPreview | null>(null);
  looking = $state(false);
  running = $state(false);
  progress = $state.raw<ImportProgress | null>(null);
  outcome = $state.raw<ImportOutcome | null>(null);
  /** Retro to add to; null for a new one. */
  readonly into: string | null;

  constructor(into: string | null) {
    this.into = into;
    this.retro = into ?? '';
  }

  source: SourceInfo | null = $derived(this.sources.find((one) => one.kind === this.kind) ?? null);
  isNew: boolean = $derived(!(library.now?.retros ?? []).some((one) => one.name === this.retro));
  nameProblem: string | null = $derived(retroNameProblem(this.retro));
  hasInput: boolean = $derived(this.files.length > 0 || this.url.trim() !== '');

  async load(offered: PickedFile[]): Promise<void> {
    this.sources = (await ask(window.shiplapse.sources())) ?? [];
    if (!library.now) await library.load();
    if (offered.length > 0) this.take(offered);
  }

  choose(kind: SourceKind): void {
    this.kind = kind;
    this.preview = null;
  }

  async pick(folder: boolean): Promise<void> {
    const picked = await ask(window.shiplapse.pickFiles({ folder }));
    const files = takingIn.offer(picked ?? []);
    if (files.length > 0) this.take(files);
  }

  /** Files decide the source, and are looked at once it is known. */
  take(picked: PickedFile[]): void {
    this.files = [...this.files, ...picked.filter((one) => !this.files.some(({ handle }) => handle === one.handle))];
    this.kind = this.files.find((one) => one.kind !== null)?.kind ?? this.kind;
    this.url = '';
    this.#suggestName(picked[0]?.name ?? '');
    this.preview = null;
    if (this.kind) void this.look();
  }

  drop(handle: string): void {
    this.files = this.files.filter((one) => one.handle !== handle);
    this.preview = null;
    if (this.files.length > 0 && this.kind) void this.look();
  }

  async askForToken(): Promise<void> {
    const [kind, url] = [this.kind, this.url.trim()];
    if (!kind || url === '') return;
    const known = await ask(window.shiplapse.tokenState({ kind, url }));
    // Meanwhile another address may have been typed.
    if (known && kind === this.kind && url === this.url.trim()) this.known = known;
  }

  async forgetToken(): Promise<void> {
    if (!this.kind) return;
    this.known = (await ask(window.shiplapse.forgetToken({ kind: this.kind, url: this.url.trim() }))) ?? this.known;
  }

  /** What would come in; nothing is stored. */
  async look(): Promise<void> {
    this.#suggestName(hostOf(this.url));
    const order = this.#order();
    if (!order) return;
    this.looking = true;
    const preview = await ask(window.shiplapse.previewImport(order));
    this.looking = false;
    this.preview = preview ?? this.preview;
  }

  async start(): Promise<void> {
    const order = this.#order();
    if (!order || this.nameProblem) return;
    this.running = true;
    this.progress = null;
    const stop = window.shiplapse.on('importProgress', (progress) => (this.progress = progress));
    try {
      this.outcome = await ask(window.shiplapse.startImport(order));
      if (this.outcome) this.token = '';
    } finally {
      stop();
      this.running = false;
    }
    void library.load();
  }

  async cancel(): Promise<void> {
    await ask(window.shiplapse.cancelImport());
  }

  #suggestName(from: string): void {
    if (this.retro !== '') return;
    const taken = (library.now?.retros ?? []).map(({ name }) => name);
    this.retro = freeName(retroNameFrom(from), taken);
  }

  #order(): ImportOrder | null {
    if (!this.kind || !this.hasInput) return null;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const live = this.files.length === 0;
    return {
      retro: this.retro,
      kind: this.kind,
      files: this.files.map(({ handle }) => handle),
      url: live ? this.url.trim() : null,
      projects: live ? listOf(this.projects) : [],
      pipelines: listOf(this.pipelines),
      since: instantOfDate(this.since, zone),
      until: instantOfDate(this.until, zone),
      token: live && this.token !== '' ? this.token : null,
      keepToken: live && this.keepToken,
    };
  }
}

function hostOf(address: string): string {
  return URL.parse(address.trim())?.hostname ?? '';
}
