import type { CallName, EventName } from './contract';

/** The names of all calls and events, as values. The types refuse a list that forgets one. */
const calls: Record<CallName, true> = {
  library: true,
  sources: true,
  openExample: true,
  openRetro: true,
  removeRetro: true,
  restoreRetro: true,
  pickFiles: true,
  given: true,
  previewImport: true,
  startImport: true,
  cancelImport: true,
  tokenState: true,
  forgetToken: true,
  edit: true,
  undo: true,
  redo: true,
  arrangeMap: true,
  previewEnvironments: true,
  suggestStreams: true,
  suggestions: true,
  evidence: true,
  gates: true,
  standing: true,
  moved: true,
  deck: true,
  rows: true,
  exportDeck: true,
  exportFilm: true,
  cancelExport: true,
  showInFolder: true,
  settings: true,
  changeSettings: true,
  fullScreen: true,
  exportPage: true,
  exportPageReady: true,
  filmPage: true,
  filmBytes: true,
  filmProgress: true,
  filmDone: true,
};
const events: Record<EventName, true> = { importProgress: true, exportProgress: true, command: true };

export const callNames = Object.keys(calls) as CallName[];
export const eventNames = Object.keys(events) as EventName[];
