import { BrowserWindow, dialog, nativeTheme, shell } from 'electron';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { filmEndings, type FilmFormat } from '../domain/film/order';
import type { EngineClient } from '../engine/engineClient';
import { exportPageFor, exportPageIsReady } from '../exports/exportWindow';
import { exportFilm } from '../exports/film/exportFilm';
import { withFilmForDeck } from '../exports/film/saveFilmForDeck';
import { photographed } from '../exports/photographed';
import type { Tokens } from '../secrets/tokens';
import type { TrustedCertificates } from '../secrets/trustedCertificates';
import type { GivenWords } from '../windows/given';
import type { Handlers } from './answerCalls';
import type { EventName, Events } from './contract';
import type { ExportFormat } from './messages/exporting';
import type { PickedFile } from './messages/given';
import { filmHandlers } from './filmHandlers';
import { Handles } from './handles';
import { importHandlers } from './importHandlers';
import { shareHandlers } from './shareHandlers';

const formatNames: Record<ExportFormat, string> = {
  pptx: 'PowerPoint presentation',
  pdf: 'PDF document',
  html: 'Web page',
  png: 'Pictures',
  csv: 'CSV table',
  md: 'Markdown text',
};

const filmNames: Record<FilmFormat, string> = {
  webm: 'WebM film',
  mp4: 'MP4 film',
  gif: 'Animated GIF',
  frames: 'Pictures',
  sheet: 'Picture',
  poster: 'Picture',
};

/** Answers a window: what needs the screen here, the rest by asking the engine. */
export function windowHandlers(
  engine: EngineClient,
  tokens: Tokens,
  certificates: TrustedCertificates,
  emit: <E extends EventName>(event: E, payload: Events[E]) => void,
): { handlers: Handlers; offer: (paths: string[]) => Promise<PickedFile[]>; give: (given: GivenWords) => void } {
  const handles = new Handles();
  let exporting: AbortController | null = null;
  let waiting: GivenWords = { files: [], open: null };

  const offer = async (paths: string[]): Promise<PickedFile[]> => {
    const found = await engine.call('recognise', { paths });
    return found.map((file, i) => ({ ...file, handle: handles.give(paths[i] ?? '') }));
  };
  const handlers: Handlers = {
    library: () => engine.call('library', undefined),
    sources: () => engine.call('sources', undefined),
    openExample: () => engine.call('openExample', undefined),
    openRetro: (argument) => engine.call('openRetro', argument),
    removeRetro: (argument) => engine.call('removeRetro', argument),
    restoreRetro: (argument) => engine.call('restoreRetro', argument),
    lookInside: ({ file }) => engine.call('lookInside', { file: handles.pathOf(file) }),
    keepRetroFile: ({ file }) => engine.call('keepRetroFile', { file: handles.pathOf(file) }),
    takeIn: ({ file, ...rest }) => engine.call('takeIn', { ...rest, file: handles.pathOf(file) }),
    ...importHandlers(engine, handles, tokens, certificates),
    edit: (argument) => engine.call('edit', argument),
    settle: (argument) => engine.call('settle', argument),
    undo: (argument) => engine.call('undo', argument),
    redo: (argument) => engine.call('redo', argument),
    arrangeMap: (argument) => engine.call('arrangeMap', argument),
    previewEnvironments: (argument) => engine.call('previewEnvironments', argument),
    suggestStreams: (argument) => engine.call('suggestStreams', argument),
    suggestions: (argument) => engine.call('suggestions', argument),
    evidence: (argument) => engine.call('evidence', argument),
    gates: (argument) => engine.call('gates', argument),
    standing: (argument) => engine.call('standing', argument),
    moved: (argument) => engine.call('moved', argument),
    valueStream: (argument) => engine.call('valueStream', argument),
    branches: (argument) => engine.call('branches', argument),
    deck: (argument) => engine.call('deck', argument),
    rows: (argument) => engine.call('rows', argument),
    settings: () => engine.call('settings', undefined),
    changeSettings: async (change) => {
      if (change.theme) nativeTheme.themeSource = change.theme;
      return engine.call('changeSettings', change);
    },
    pickFiles: async ({ folder }) => {
      return offer(await chooseFiles(folder));
    },
    given: async () => {
      const { files, open } = waiting;
      waiting = { files: [], open: null };
      return { files: files.length > 0 ? await offer(files) : [], open };
    },
    exportDeck: async ({ retro, format, withFilm }) => {
      const chosen = await chooseTarget(retro, format === 'png' ? '.pictures' : `.${format}`, formatNames[format]);
      if (chosen === null) return null;
      exporting = new AbortController();
      const progress = (done: number, total: number, label: string): void => {
        emit('exportProgress', { done, total, label });
      };
      progress(0, 1, 'Drawing the slides');
      const exporter = photographed[format];
      const how = { signal: exporting.signal, progress };
      const file = exporter ? await exporter(await engine.call('exportPageOf', { retro }), chosen, how) : chosen;
      if (!exporter && withFilm && format === 'pptx')
        await withFilmForDeck(await engine.call('exportPageOf', { retro }), how, (film) =>
          engine.call('exportNative', { retro, format, path: chosen, film }),
        );
      else if (!exporter) await engine.call('exportNative', { retro, format, path: chosen, film: null });
      const { size } = await stat(file);
      return { handle: handles.give(file), name: path.basename(chosen), bytes: size };
    },
    exportFilm: async ({ retro, order }) => {
      const chosen = await chooseTarget(retro, filmEndings[order.format], filmNames[order.format]);
      if (chosen === null) return null;
      exporting = new AbortController();
      const progress = (done: number, total: number, label: string): void => {
        emit('exportProgress', { done, total, label });
      };
      progress(0, 1, 'Preparing the film');
      const page = await engine.call('exportPageOf', { retro });
      const { file } = await exportFilm(page, order, chosen, { signal: exporting.signal, progress });
      const { size } = await stat(file);
      return { handle: handles.give(file), name: path.basename(chosen), bytes: size };
    },
    cancelExport: () => {
      exporting?.abort();
      return Promise.resolve();
    },
    ...shareHandlers(engine, handles, chooseTarget),
    showInFolder: ({ handle }) => {
      shell.showItemInFolder(handles.pathOf(handle));
      return Promise.resolve();
    },
    fullScreen: ({ on }, { contentsId }) => {
      BrowserWindow.getAllWindows()
        .find((window) => window.webContents.id === contentsId)
        ?.setFullScreen(on);
      return Promise.resolve();
    },
    ...filmHandlers,
    exportPage: (_, { contentsId }) => Promise.resolve(exportPageFor(contentsId)),
    exportPageReady: ({ problem }, { contentsId }) => {
      exportPageIsReady(contentsId, problem);
      return Promise.resolve();
    },
  };
  const give = ({ files, open }: GivenWords): void => {
    waiting = { files: [...waiting.files, ...files], open: open ?? waiting.open };
  };
  return { handlers, offer, give };
}

/** Tests cannot press the system's buttons: in a window started for them, these words stand for what would be chosen. */
function chosenByTest(name: 'SHIPLAPSE_PICK' | 'SHIPLAPSE_SAVE_TO'): string | undefined {
  return process.env.SHIPLAPSE_TESTING === '1' ? process.env[name] : undefined;
}

async function chooseFiles(folder: boolean): Promise<string[]> {
  const given = chosenByTest('SHIPLAPSE_PICK');
  if (given !== undefined) return given.split(path.delimiter).filter((file) => file !== '');
  const kinds = folder ? (['openDirectory'] as const) : (['openFile', 'multiSelections'] as const);
  return (await dialog.showOpenDialog({ properties: [...kinds] })).filePaths;
}

/** `ending` is that of the name offered; one with a letter after its last dot is of a file, any other of a folder. */
async function chooseTarget(retro: string, ending: string, words: string): Promise<string | null> {
  const folder = chosenByTest('SHIPLAPSE_SAVE_TO');
  const name = `${retro}-${new Date().toISOString().slice(0, 10)}${ending}`;
  if (folder) return path.join(folder, name);
  const extension = path.extname(name).slice(1);
  const isFolder = ending === '.pictures' || ending === filmEndings.frames;
  const chosen = await dialog.showSaveDialog({
    defaultPath: name,
    filters: isFolder ? [] : [{ name: words, extensions: [extension] }],
  });
  return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
}
