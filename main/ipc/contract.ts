import type { Deck } from '../domain/deck/deck';
import type { GatesReport } from '../domain/analysis/gates/gateReport';
import type { BranchList } from '../domain/analysis/map/branchList';
import type { DeploymentStream } from '../domain/analysis/map/deploymentStream';
import type { Measured, Standing } from '../domain/analysis/promises/standing';
import type { Moved } from '../domain/analysis/promises/whatMoved';
import type { EnvironmentPreview } from '../domain/analysis/previewEnvironments';
import type { RowsPage } from '../domain/analysis/rowsBehind';
import type { StreamSuggestion } from '../domain/analysis/joining/suggestStreams';
import type { EvidenceReport } from '../domain/analysis/evidenceReport';
import type { FilmOrder } from '../domain/film/order';
import type { Instant } from '../domain/history/records';
import type { EnvironmentMap, Stream } from '../domain/retro/environmentMap';
import type { RetroEdit } from '../domain/retro/edits';
import type { Failure } from '../failure';
import type { SourceInfo } from '../sources/source';
import type { KnownServer } from '../store/historyStore';
import type {
  ExportOrder,
  ExportOutcome,
  ExportPage,
  ExportProgress,
  FilmPage,
  FilmReport,
} from './messages/exporting';
import type { Exchanged, Given, Inside, PickedFile, TakenIn } from './messages/given';
import type { ImportNews, ImportOrder, ImportOutcome, ImportPreview } from './messages/importing';
import type { Library } from './messages/library';
import type { MapOrder, RetroState, RowsOrder, Suggestions } from './messages/retro';
import type { Settings } from './messages/settings';
import type { ExchangeOutcome, SharedForm } from './messages/sharing';
import type { TokenOf, TokenState, TrustedByUser } from './messages/trust';

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
