import type { Deck } from '../domain/deck/deck';
import type { RetroFacts } from '../domain/analysis/facts';
import type { GatesReport } from '../domain/analysis/gates/gateReport';
import type { BranchList } from '../domain/analysis/map/branchList';
import type { DeploymentStream } from '../domain/analysis/map/deploymentStream';
import type { Measured, Standing } from '../domain/analysis/promises/standing';
import type { Moved } from '../domain/analysis/promises/whatMoved';
import type { EnvironmentPreview } from '../domain/analysis/previewEnvironments';
import type { RowsPage, RowsWanted } from '../domain/analysis/rowsBehind';
import type { StreamSuggestion } from '../domain/analysis/joining/suggestStreams';
import type { TwiceTold } from '../domain/analysis/joining/joinHistory';
import type { EvidenceReport } from '../domain/analysis/evidenceReport';
import type { Suggestion } from '../domain/analysis/suggestions/detected';
import type { FilmOrder } from '../domain/film/order';
import type { FilmPlot } from '../domain/film/plot';
import type { Coverage, Instant } from '../domain/history/records';
import type { PeopleShown } from '../domain/people/peopleShown';
import type { EnvironmentMap, Stream } from '../domain/retro/environmentMap';
import type { NoteChange } from '../domain/notes/noteChanges';
import type { RetroEdit } from '../domain/retro/edits';
import type { Retro } from '../domain/retro/retro';
import type { QueuedFor } from '../engine/importQueue';
import type { CertificateFacts, Failure } from '../failure';
import type { ImportProgress, Rejection, SourceInfo, SourceKind } from '../sources/source';
import type { KnownServer } from '../store/historyStore';

export type { EnvironmentPreview, KnownServer, RowsPage };

/** Every call a window may make: name, argument, reply. A forgotten handler or parser does not compile. */
export interface Calls {
  library: { argument: void; reply: Library };
  sources: { argument: void; reply: SourceInfo[] };
  /** Makes the bundled example when it is not there yet, and opens it. */
  openExample: { argument: void; reply: RetroState };
  openRetro: { argument: { retro: string }; reply: RetroState };
  removeRetro: { argument: { retro: string }; reply: Library };
  /** Puts back what `removeRetro` took away, until the app quits. */
  restoreRetro: { argument: { retro: string }; reply: Library };
  /** Asks the user for files or a folder; they stay in the main process, the window gets handles. */
  pickFiles: { argument: { folder: boolean }; reply: PickedFile[] };
  /** What the app was given from outside and no window has taken yet; each thing is given once. */
  given: { argument: void; reply: Given };
  /** What a retro file holds, before anything of it is kept; `file` is a handle, as in the next two. */
  lookInside: { argument: { file: string }; reply: Inside };
  /** Keeps a retro file as a retro of its own, under a name that is free. */
  keepRetroFile: { argument: { file: string }; reply: { retro: string; leftOut: string[] } };
  /** Takes milestones and notes of a file into a retro: one step that can be undone. */
  takeIn: { argument: { retro: string; file: string; holds: Exchanged }; reply: TakenIn };
  /** What happens meanwhile comes as `importProgress` events of the order's id. */
  previewImport: { argument: ImportOrder; reply: ImportPreview };
  /** Several go on side by side, each answered when it is over; those of one server go one after the other. */
  startImport: { argument: ImportOrder; reply: ImportOutcome };
  /** Stops the look or the import of that id; with null all of them. */
  cancelImport: { argument: { id: string | null }; reply: void };
  /** The servers a retro was imported from, to ask them again. */
  knownServers: { argument: { retro: string }; reply: KnownServer[] };
  /** What is known of a token for a server, and what the machine can keep. The token itself never reaches a window. */
  tokenState: { argument: TokenOf; reply: TokenState };
  forgetToken: { argument: TokenOf; reply: TokenState };
  /** Certificates that somebody trusts by their fingerprint, though nothing else vouches for them. */
  trustedCertificates: { argument: void; reply: TrustedByUser[] };
  /** Trusts the one that a server showed in this session, as its failure names it, in place of the one before. */
  trustCertificate: { argument: { host: string; fingerprint: string }; reply: TrustedByUser[] };
  distrustCertificate: { argument: { host: string }; reply: TrustedByUser[] };
  edit: { argument: { retro: string; edit: RetroEdit }; reply: RetroState };
  /** Settles a field that several people wrote differently: the value of this write is kept. */
  settle: { argument: { retro: string; write: string }; reply: RetroState };
  undo: { argument: { retro: string }; reply: RetroState };
  redo: { argument: { retro: string }; reply: RetroState };
  /** Opens and folds groups of the map, or lays it out anew and back. */
  arrangeMap: { argument: { retro: string; order: MapOrder }; reply: RetroState };
  /** What would count as a deployment under this map, before it is kept. */
  previewEnvironments: { argument: { retro: string; environments: EnvironmentMap }; reply: EnvironmentPreview };
  /** Pipelines that may be one under several names or on several servers, given what was decided of them already. */
  suggestStreams: { argument: { retro: string; streams: Stream[] }; reply: StreamSuggestion[] };
  /** What the data suggests as milestones, strongest first; what people decided on already is not among them. */
  suggestions: { argument: { retro: string }; reply: Suggestions };
  /** The before/after card of a milestone of the retro, or of one that is only suggested. */
  evidence: { argument: { retro: string; milestone: string }; reply: EvidenceReport };
  /** The environments before production: coverage, what they stopped, what they cost. Row lists are left out (empty). */
  gates: { argument: { retro: string }; reply: GatesReport };
  /** Where a measure stands over the last complete weeks: what an action made now is compared with later. */
  standing: { argument: { retro: string; of: Measured }; reply: Standing };
  /** Actions of an earlier retro, and what the numbers they were to move did since. */
  moved: { argument: { retro: string }; reply: Moved[] };
  /** The value stream of one deployment along its critical path; `run` as rows name it. */
  valueStream: { argument: { retro: string; run: string }; reply: DeploymentStream };
  /** The branches there were on a day, ahead and behind, open and merged. */
  branches: { argument: { retro: string; at: Instant }; reply: BranchList };
  deck: { argument: { retro: string }; reply: Deck };
  rows: { argument: RowsOrder; reply: RowsPage };
  /** Asks where to save, then exports. Progress comes as `exportProgress` events. Null when the user changed their mind. */
  exportDeck: { argument: ExportOrder; reply: ExportOutcome | null };
  /** The same for the film. */
  exportFilm: { argument: { retro: string; order: FilmOrder }; reply: ExportOutcome | null };
  cancelExport: { argument: void; reply: void };
  /** Asks where to save, then writes what teammates or other programs take in. Null when the user changed their mind. */
  saveShared: { argument: { retro: string; form: SharedForm }; reply: ExportOutcome | null };
  /** Name of the folder that a retro was last exchanged through; null where there is none yet. */
  sharedFolder: { argument: { retro: string }; reply: string | null };
  /** Lays one's own notes down in a folder (a handle; null: the one known) and takes in everybody's. */
  exchange: { argument: { retro: string; folder: string | null }; reply: ExchangeOutcome };
  showInFolder: { argument: { handle: string }; reply: void };
  settings: { argument: void; reply: Settings };
  changeSettings: { argument: Partial<Settings>; reply: Settings };
  fullScreen: { argument: { on: boolean }; reply: void };
  /** For the hidden window of an export: what to draw. Refused to every other window. */
  exportPage: { argument: void; reply: ExportPage };
  /** The hidden window's one signal that everything is drawn, or why it never will be. */
  exportPageReady: { argument: { problem: string | null }; reply: void };
  /** For the hidden window that makes a film: what to film. These four are refused to every other window. */
  filmPage: { argument: void; reply: FilmPage };
  /** A piece of what is made, for its place in the `part`-th file; answered once it is written, so that none pile up. */
  filmBytes: { argument: { part: number; position: number; bytes: Uint8Array }; reply: void };
  filmProgress: { argument: { done: number; total: number }; reply: void };
  filmDone: { argument: { problem: string | null; report: FilmReport }; reply: void };
}

export type CallName = keyof Calls;
export type Argument<K extends CallName> = Calls[K]['argument'];
export type Reply<K extends CallName> = Calls[K]['reply'];

/** A call never throws over the border: it answers with a value or with a failure told to people. */
export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** What the main process tells a window unasked. */
export interface Events {
  importProgress: ImportNews;
  exportProgress: ExportProgress;
  /** A command of the application menu, or a file given to the app from outside. */
  command: Command;
}
export type EventName = keyof Events;

export type Command = 'undo' | 'redo' | 'import' | 'present' | 'export' | 'library' | 'help' | 'filesOffered';

/** `window.shiplapse`: one function a call, and nothing else. */
export type Bridge = {
  [K in CallName]: (...argument: Argument<K> extends void ? [] : [Argument<K>]) => Promise<Result<Reply<K>>>;
} & {
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void;
  /** Files somebody dropped on the window; the paths never reach the page. */
  offerFiles(files: File[]): Promise<Result<PickedFile[]>>;
  /** Frozen facts of this window. */
  readonly about: { version: string; platform: string; testing: boolean };
};

export interface Library {
  retros: LibraryEntry[];
  /** True where the store is opened read-only, with the reason. */
  readOnly: string | null;
  /** What the store could not read when it opened, in sentences. */
  damage: string[];
}

export interface LibraryEntry {
  name: string;
  title: string;
  illustrative: boolean;
  changedAt: Instant;
  runs: number;
  commits: number;
  coverage: Coverage;
  milestones: number;
}

export interface PickedFile {
  /** Names the file in later calls; the path stays in the main process. */
  handle: string;
  name: string;
  isFolder: boolean;
  /** What the file is taken for, when some source knows it. */
  kind: SourceKind | null;
  /** What teammates or other programs gave, which is no history to import; null for everything else. */
  holds: Exchanged | null;
  what: string;
}

export const exchangedKinds = ['retro', 'notes', 'milestones'] as const;
/** A retro file, a teammate's notes file, or milestones in the form of another program. */
export type Exchanged = (typeof exchangedKinds)[number];

/** What a retro file holds. */
export interface Inside {
  name: string;
  title: string;
  /** In which its days are told. */
  zone: string;
  from: Instant | null;
  to: Instant | null;
  runs: number;
  commits: number;
  pipelines: number;
  /** Those that are accepted. */
  milestones: number;
}

/** How many milestones, actions and slides people see differently, and what could not be read, as ends of sentences. */
export interface TakenIn {
  added: number;
  changed: number;
  removed: number;
  leftOut: string[];
}

/** Files named when the app was started (or started again), and the retro it was asked to show. */
export interface Given {
  files: PickedFile[];
  open: string | null;
}

/** The server a token is for, its address as people type it. */
export interface TokenOf {
  kind: SourceKind;
  url: string;
}

export interface TokenState {
  /** `unreadable`: kept by a keychain that is not there any more. */
  has: 'none' | 'session' | 'kept' | 'unreadable';
  /** `weak`: whoever can read the file can read the token. */
  keychain: 'safe' | 'weak' | 'none';
}

/** A certificate that somebody trusts for one server (`HOST:PORT`). */
export type TrustedByUser = Pick<
  CertificateFacts,
  'host' | 'fingerprint' | 'subject' | 'issuer' | 'validFrom' | 'validTo'
>;

/** Either `files` (handles) or `url`. */
export interface ImportOrder {
  /** Names this look or import among those that go on; made by the window. */
  id: string;
  retro: string;
  kind: SourceKind;
  files: string[];
  url: string | null;
  projects: string[];
  pipelines: string[];
  since: Instant | null;
  until: Instant | null;
  /** Null: the one that is known for the address, if any. */
  token: string | null;
  /** Keep the token beyond this session, in the machine's keychain. */
  keepToken: boolean;
}

/** How a look or an import is doing. `queued`: what it waits for before it begins; null once it reads. */
export interface ImportNews {
  id: string;
  queued: QueuedFor | null;
  /** Null until the first number is known. */
  progress: ImportProgress | null;
}

export interface ImportPreview {
  runs: number;
  commits: number;
  deployments: number;
  definitions: number;
  toggles: number;
  coverage: Coverage;
  pipelines: { name: string; runs: number; from: Instant; to: Instant }[];
  /** The first rows as they would be stored. */
  sample: {
    id: string;
    pipeline: string;
    outcome: string;
    sourceOutcome: string | null;
    at: Instant | null;
    branch: string | null;
    revision: string | null;
  }[];
  /** The first feature toggles; `to` null where it is still there. */
  toggleSample: { name: string; from: Instant; to: Instant | null; owner: string | null }[];
  rejected: Rejection[];
  failures: Failure[];
  /** True where only part was read, to answer quickly. */
  more: boolean;
}

export interface ImportOutcome {
  retro: string;
  source: string;
  runs: { added: number; updated: number; unchanged: number; rejected: number };
  commits: { added: number };
  deployments: { added: number };
  toggles: { added: number; updated: number };
  /** Versions of what pipelines were configured to be. */
  definitions: { added: number; updated: number };
  rejected: Rejection[];
  coverage: Coverage;
  requests: number;
  pages: number;
  /** Sources or parts that failed while the rest came in. */
  failures: Failure[];
  /** Runs that several sources of the retro tell of: each counts once. */
  twice: TwiceTold[];
}

export interface RetroState {
  retro: Retro;
  facts: RetroFacts;
  undo: string | null;
  redo: string | null;
  /** Generation of the last durable save, for the "Saved" sign. */
  savedAt: Instant | null;
}

export interface Suggestions {
  /** At most seven. */
  suggestions: Suggestion[];
  /** Weaker ones, for "show more". */
  weaker: Suggestion[];
  /** What to say where nothing is suggested; null where something is. */
  nothing: string | null;
}

/** The groups to show by their parts; a new layout of everything (`anew`), or the one it replaced (`back`). */
export type MapOrder = { open: string[] } | 'anew' | 'back';

/** Rows behind a number, by page. */
export type RowsOrder = RowsWanted & { retro: string };

export const exportFormats = ['pptx', 'pdf', 'html', 'png', 'csv', 'md'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Everything the hidden window needs to draw a deck. */
export interface ExportPage {
  deck: Deck;
  facts: RetroFacts;
  theme: 'projector' | 'dark';
}

/** Everything the hidden window needs to make a film. */
export interface FilmPage {
  facts: RetroFacts;
  plot: FilmPlot;
  order: FilmOrder;
}

/** What making a film took. */
export interface FilmReport {
  /** Frames of the film, and how many of them had to be drawn and encoded: one that looks like the last only lasts longer. */
  frames: number;
  drawn: number;
  /** In milliseconds, from the first frame to the last byte. */
  tookMs: number;
}

export interface ExportOrder {
  retro: string;
  format: ExportFormat;
  /** PowerPoint only: the film on a slide of its own, to be played there. */
  withFilm: boolean;
}

/** What a retro is given to teammates as, or its milestones to other programs. */
export const sharedForms = ['retro', 'notes', 'csv', 'ics', 'grafana', 'json'] as const;
export type SharedForm = (typeof sharedForms)[number];

export interface ExchangeOutcome {
  state: RetroState;
  /** Name of the folder. */
  folder: string;
  /** What people see differently now. */
  changes: NoteChange[];
  /** Fields that two people wrote differently. */
  toSettle: number;
  /** What of the folder could not be read, in sentences. */
  problems: string[];
}

export interface ExportProgress {
  done: number;
  total: number;
  label: string;
}

export interface ExportOutcome {
  /** Names the written file for `showInFolder`. */
  handle: string;
  name: string;
  bytes: number;
}

export interface Settings {
  theme: 'system' | 'light' | 'dark';
  /** Who signs new milestones. Off slides and exports. */
  author: string;
  /** `system` follows the machine. */
  motion: 'system' | 'full' | 'reduced';
  lastExportFormat: ExportFormat;
  /** Whether slides and exports name people. */
  people: PeopleShown;
}
