import { setTimeout as wait } from 'node:timers/promises';
import type { Suggestion } from '../domain/analysis/suggestions/detected';
import { mostSuggestions, nothingBig } from '../domain/analysis/suggestions/suggestMilestones';
import type { GatesReport } from '../domain/analysis/gates/gateReport';
import { branchList } from '../domain/analysis/map/branchList';
import { deploymentStream } from '../domain/analysis/map/deploymentStream';
import { standingOf } from '../domain/analysis/promises/standing';
import { whatMoved } from '../domain/analysis/promises/whatMoved';
import { rowsBehind } from '../domain/analysis/rowsBehind';
import { createExample, exampleName } from '../example/createExample';
import { nativeExporters } from '../exports/native';
import { exportShared } from '../exports/shared';
import { FailureError } from '../failure';
import type { EventName, Events } from '../ipc/contract';
import type { RetroState } from '../ipc/messages/retro';
import type { Settings } from '../ipc/messages/settings';
import { sources } from '../sources/registry';
import { openStore, type Store } from '../store/store';
import { anchorToData } from './anchorToData';
import { editRetro, redoEdit, undoEdit, undoLabels } from './editing';
import { Engine } from './engine';
import { chooseWrite } from './exchange';
import type { EngineHandlers } from './engineCalls';
import { exchangeThrough, nameOfFolder } from './exchangeThrough';
import { importHandlers } from './importHandlers';
import { recognise } from './recognise';
import { keepRetroFile, lookInside, takeIn } from './takeIn';

/** Answers every call of `EngineCalls`. */
export async function engineHandlers(
  storeFolder: string,
  emit: <E extends EventName>(event: E, payload: Events[E]) => void,
): Promise<{ handlers: EngineHandlers; close: () => Promise<void> }> {
  let store = await openPatiently(storeFolder);
  let engine = new Engine(store);
  const imports = importHandlers(() => ({ store, engine }), emit);
  /** Settings changed while the store may only be read: they last until the app quits. */
  let unkept: Partial<Settings> = {};

  /** Whoever held the store may have gone meanwhile. */
  const tryToWrite = async (): Promise<void> => {
    const again = await openStore(storeFolder, { lock: 'write' });
    const before = store;
    if (again.readOnly === null) {
      store = again;
      engine = new Engine(store);
    }
    await (again.readOnly === null ? before : again).close();
  };
  const library = async () => ({ retros: await store.retros(), readOnly: store.readOnly, damage: store.damage });
  const state = async (name: string): Promise<RetroState> => {
    const retro = await engine.retro(name);
    const labels = undoLabels(await store.journal(name));
    return { retro, facts: await engine.facts(retro), ...labels, savedAt: store.savedAt(name) };
  };

  const settings = async (): Promise<Settings> => ({ ...(await store.settings()), ...unkept });

  const handlers: EngineHandlers = {
    library: async () => {
      if (store.readOnly !== null) await tryToWrite();
      return library();
    },
    sources: () => Promise.resolve(sources.map((source) => source.info)),
    openExample: async () => {
      if (!(await store.retro(exampleName))) await createExample(engine, new AbortController().signal);
      return state(exampleName);
    },
    openRetro: ({ retro }) => state(retro),
    removeRetro: async ({ retro }) => {
      await store.removeRetro(retro);
      engine.forget(retro);
      return library();
    },
    restoreRetro: async ({ retro }) => {
      await store.restoreRetro(retro);
      return library();
    },
    recognise: ({ paths }) => Promise.all(paths.map(recognise)),
    lookInside: ({ file }) => lookInside(file),
    keepRetroFile: ({ file }) => keepRetroFile(store, file),
    takeIn: async ({ retro, file, holds }) => takeIn(store, await engine.retro(retro), file, holds),
    ...imports,
    edit: async ({ retro, edit }) => {
      const known = await engine.retro(retro);
      await editRetro(store, retro, anchorToData(edit, known, await engine.history(retro)));
      return state(retro);
    },
    settle: async ({ retro, write }) => {
      await chooseWrite(store, await engine.retro(retro), write);
      return state(retro);
    },
    undo: async ({ retro }) => {
      await undoEdit(store, retro);
      return state(retro);
    },
    redo: async ({ retro }) => {
      await redoEdit(store, retro);
      return state(retro);
    },
    previewEnvironments: ({ retro, environments }) => engine.previewEnvironments(retro, environments),
    suggestStreams: ({ retro, streams }) => engine.suggestStreams(retro, streams),
    arrangeMap: async ({ retro, order }) => {
      await engine.arrangeMap(retro, order);
      return state(retro);
    },
    suggestions: async ({ retro }) => suggestionsOf(await engine.suggestions(retro)),
    evidence: ({ retro, milestone }) => engine.evidence(retro, milestone),
    gates: async ({ retro }) => withoutRows(await engine.gates(await engine.retro(retro))),
    standing: async ({ retro, of }) => {
      const { environments } = await engine.retro(retro);
      return standingOf(await engine.history(retro), environments, of, null, await engine.index(retro));
    },
    moved: async ({ retro }) => {
      const { environments, actions } = await engine.retro(retro);
      return whatMoved(await engine.history(retro), environments, actions, await engine.index(retro));
    },
    valueStream: async ({ retro, run }) => {
      const { environments } = await engine.retro(retro);
      const found = deploymentStream(await engine.history(retro), environments, run);
      if ('problem' in found) throw new FailureError('not_found', found.problem);
      return found;
    },
    branches: async ({ retro, at }) => branchList(await engine.history(retro), at),
    deck: async ({ retro }) => engine.deck(retro, (await settings()).people === 'shown' ? 'shown' : 'hidden'),
    rows: async (order) => {
      const retro = await engine.retro(order.retro);
      const gates = order.of.kind === 'gate' ? await engine.gates(retro) : null;
      return rowsBehind(await engine.history(order.retro), retro.environments, order, gates);
    },
    settings,
    changeSettings: async (change) => {
      const changed = { ...(await settings()), ...change };
      // Where nothing may be written, a wish for a dark window still is none for an error message.
      if (store.readOnly !== null) unkept = changed;
      else await store.saveSettings(changed);
      return changed;
    },
    exportPageOf: async ({ retro }) => (await engine.exportInput(retro, (await settings()).people)).page,
    exportNative: async ({ retro, format, path, film }) => {
      const exporter = nativeExporters[format];
      if (!exporter) throw new FailureError('wrong_input', `${format} needs a window to be drawn in.`);
      return exporter(await engine.exportInput(retro, (await settings()).people), path, film);
    },
    exportShared: async ({ retro, form, path }) => exportShared(engine, retro, form, path, (await settings()).people),
    sharedFolder: async ({ retro }) => {
      const folder = await store.sharedFolder(retro);
      return folder === null ? null : nameOfFolder(folder);
    },
    exchangeThrough: async ({ retro, folder }) => {
      const exchanged = await exchangeThrough(store, await engine.retro(retro), folder);
      return { ...exchanged, state: await state(retro) };
    },
  };
  return { handlers, close: () => store.close() };
}

/** An engine that was killed, or is just closing, needs a moment to let go of the store. */
async function openPatiently(folder: string): Promise<Store> {
  const until = Date.now() + 2_000;
  for (;;) {
    const store = await openStore(folder, { lock: 'write' });
    if (store.readOnly === null || Date.now() >= until) return store;
    await store.close();
    await wait(100);
  }
}

/** What crosses to a window is bounded by weeks, never by runs. */
function withoutRows(report: GatesReport): GatesReport {
  return { ...report, gates: report.gates.map((gate) => ({ ...gate, rows: [], stopped: [] })) };
}

function suggestionsOf(found: Suggestion[]) {
  return {
    suggestions: found.slice(0, mostSuggestions),
    weaker: found.slice(mostSuggestions),
    nothing: found.length === 0 ? nothingBig : null,
  };
}
