import type { ImportOrder, ImportPreview } from '../../main/ipc/messages/importing';
import type { KnownServer } from '../../main/ipc/contract';
import type { PickedFile } from '../../main/ipc/messages/given';
import type { TokenState } from '../../main/ipc/messages/trust';
import type { ImportProgress, SourceInfo, SourceKind } from '../../main/sources/source';
import { dateField, instantOfDate } from '../controls/text/dates';
import { freeName, listOf, retroNameFrom, retroNameProblem } from '../controls/text/names';
import { ask } from './ask';
import { imports } from './imports.svelte';
import { library } from './library.svelte';
import { takingIn } from './takingIn.svelte';

/** One import from choosing a source to its beginning. Made anew each time the form opens. */
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
  /** While looking: what the server makes us wait for. */
  progress = $state.raw<ImportProgress | null>(null);
  /** Servers the retro came from. */
  servers = $state.raw<KnownServer[]>([]);
  /** Retro to add to; null for a new one. */
  readonly into: string | null;
  readonly #lookId = crypto.randomUUID();

  /** `from`: filled in as an import that is to be changed and tried again. */
  constructor(into: string | null, from: ImportOrder | null = null) {
    this.into = into;
    this.retro = into ?? from?.retro ?? '';
    if (!from) return;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.kind = from.kind;
    this.url = from.url ?? '';
    this.projects = from.projects.join('\n');
    this.pipelines = from.pipelines.join('\n');
    this.since = dateField(from.since, zone);
    this.until = dateField(from.until, zone);
    this.token = from.token ?? '';
    this.keepToken = from.keepToken;
  }

  source: SourceInfo | null = $derived(this.sources.find((one) => one.kind === this.kind) ?? null);
  isNew: boolean = $derived(!(library.now?.retros ?? []).some((one) => one.name === this.retro));
  nameProblem: string | null = $derived(retroNameProblem(this.retro));
  /** Whether the look brought anything that an import could take. */
  isReadable: boolean = $derived(this.preview !== null && !isNothing(this.preview));
  hasInput: boolean = $derived(this.files.length > 0 || this.url.trim() !== '');

  /** All that the form begins with is shown at once: what came later would push away what somebody is about to press. */
  async load(offered: PickedFile[]): Promise<void> {
    if (!library.now) await library.load();
    const [sources, servers] = await Promise.all([ask(window.shiplapse.sources()), this.#askForServers()]);
    this.sources = sources ?? [];
    this.servers = servers ?? [];
    if (offered.length > 0) this.take(offered);
  }

  async #askForServers(): Promise<KnownServer[] | null> {
    const retro = (library.now?.retros ?? []).find(({ name }) => name === this.into)?.name;
    return retro === undefined ? null : ask(window.shiplapse.knownServers({ retro }));
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
    if (!kind) return;
    const known = await ask(window.shiplapse.tokenState({ kind, url }));
    // Meanwhile another address may have been typed.
    if (known && kind === this.kind && url === this.url.trim()) this.known = known;
  }

  async forgetToken(): Promise<void> {
    if (!this.kind) return;
    this.known = (await ask(window.shiplapse.forgetToken({ kind: this.kind, url: this.url.trim() }))) ?? this.known;
  }

  nameOf(kind: SourceKind): string {
    return this.sources.find((one) => one.kind === kind)?.name ?? kind;
  }

  /** What would come in; nothing is stored. */
  async look(): Promise<void> {
    this.#suggestName(hostOf(this.url));
    const order = this.#order();
    if (!order || this.looking) return;
    this.looking = true;
    this.progress = null;
    const stop = window.shiplapse.on('importProgress', ({ id, progress }) => {
      if (id === order.id) this.progress = progress;
    });
    const preview = await ask(window.shiplapse.previewImport(order));
    stop();
    this.looking = false;
    this.preview = preview ?? this.preview;
  }

  async stopLooking(): Promise<void> {
    await ask(window.shiplapse.cancelImport({ id: this.#lookId }));
  }

  /** Begins the import, which goes on by itself. Gives false where something is missing still. */
  start(): boolean {
    const order = this.#order();
    if (!order || this.nameProblem) return false;
    imports.start(order, this.#what(), this.files);
    this.token = '';
    return true;
  }

  #what(): string {
    const name = this.source?.name ?? '';
    const [file] = this.files;
    if (!file) return [name, URL.parse(this.url.trim())?.host || this.url.trim(), ...listOf(this.projects)].join(', ');
    return this.files.length === 1 ? file.name : `${file.name} and ${String(this.files.length - 1)} more`;
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
      id: this.#lookId,
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

/** Nothing but failures. */
export function isNothing({ failures, rejected, ...preview }: ImportPreview): boolean {
  const records = preview.runs + preview.commits + preview.definitions + preview.toggles;
  return failures.length > 0 && records + rejected.length === 0;
}

function hostOf(address: string): string {
  return URL.parse(address.trim())?.hostname ?? '';
}
