import type { DeckFilm } from '../exports/pptx/filmSlide';
import type { CallName, Calls, EventName, Events } from '../ipc/contract';
import type { ExchangeOutcome, SharedForm } from '../ipc/messages/sharing';
import type { ExportFormat, ExportPage } from '../ipc/messages/exporting';
import type { ImportOrder, ImportOutcome, ImportPreview } from '../ipc/messages/importing';
import type { PickedFile } from '../ipc/messages/given';
import type { Result } from '../ipc/contract';
import type { Network } from '../sources/http/transport';

/** Calls of a window that the engine answers as they are; the rest need the screen and stay in the main process. */
export type ForwardedCall = Exclude<
  CallName,
  | 'tokenState'
  | 'forgetToken'
  | 'trustedCertificates'
  | 'trustCertificate'
  | 'distrustCertificate'
  | 'previewImport'
  | 'startImport'
  | 'pickFiles'
  | 'given'
  | 'exportDeck'
  | 'cancelExport'
  | 'saveShared'
  | 'exchange'
  | 'showInFolder'
  | 'fullScreen'
  | 'exportPage'
  | 'exportPageReady'
  | 'exportFilm'
  | 'filmPage'
  | 'filmBytes'
  | 'filmProgress'
  | 'filmDone'
>;

/** What the main process asks its engine: the window's calls, with paths in place of handles, and some of its own. */
export type EngineCalls = { [K in ForwardedCall]: Calls[K] } & {
  /** With paths in place of handles, and the way to the server. */
  previewImport: { argument: ImportOrder & { network?: Network }; reply: ImportPreview };
  startImport: { argument: ImportOrder & { network?: Network }; reply: ImportOutcome };
  recognise: { argument: { paths: string[] }; reply: Omit<PickedFile, 'handle'>[] };
  exportPageOf: { argument: { retro: string }; reply: ExportPage };
  /** Writes a format that needs no window; replies with the bytes written. */
  exportNative: {
    argument: { retro: string; format: ExportFormat; path: string; film: DeckFilm | null };
    reply: number;
  };
  /** Writes what teammates take in; replies with the bytes written. */
  exportShared: { argument: { retro: string; form: SharedForm; path: string }; reply: number };
  /** `folder` as a path; null: the one exchanged through last. */
  exchangeThrough: { argument: { retro: string; folder: string | null }; reply: ExchangeOutcome };
};
export type EngineCallName = keyof EngineCalls;

export type EngineHandlers = {
  [K in EngineCallName]: (argument: EngineCalls[K]['argument']) => Promise<EngineCalls[K]['reply']>;
};

/** What passes between the main process and the engine's. */
/** `close` asks to finish what is going on, to let go of the store and to end. */
export type ToEngine = { id: number; name: EngineCallName; argument: unknown } | 'close';
export type FromEngine = { id: number; result: Result<unknown> } | { event: EventName; payload: Events[EventName] };
