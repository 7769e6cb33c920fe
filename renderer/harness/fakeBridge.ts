import { applyEdit, editLabel, type RetroEdit } from '../../main/domain/retro/edits';
import type { Retro } from '../../main/domain/retro/retro';
import type { Bridge, Events, Result } from '../../main/ipc/contract';
import type { RetroState } from '../../main/ipc/messages/retro';
import type { Settings } from '../../main/ipc/messages/settings';
import {
  environmentPreview,
  picked,
  preview,
  rowsPage,
  sampleInside,
  sampleLibrary,
  sources,
  type Wishes,
} from './sampleAnswers';
import { sampleDeck } from './sampleDeck';
import { sampleFacts } from './sampleFacts';
import { sampleBranches, sampleStream } from './sampleStream';
import { sampleGates } from './sampleGates';
import { sampleEvidence, sampleNothing, sampleSuggestions } from './sampleFindings';
import { sampleStreams } from './sampleStreams';
import { sampleRetro } from './sampleRetro';

const ok = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value });
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Answers every call from memory, as the main process would: edits through the domain, undo by inverse edits. */
export function buildFakeBridge(wishes: Wishes): Bridge {
  let retro: Retro = sampleRetro('example', wishes.longNames);
  const undone: { edit: RetroEdit; label: string }[] = [];
  const done: { edit: RetroEdit; label: string }[] = [];
  let settings: Settings = {
    theme: 'system',
    author: 'Ana',
    motion: 'system',
    lastExportFormat: 'pptx',
    people: 'hidden',
  };
  let removed: string[] = [];
  let sharedFolder: string | null = null;
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const emit = <E extends keyof Events>(event: E, payload: Events[E]) =>
    listeners.get(event)?.forEach((listener) => (listener as (payload: Events[E]) => void)(payload));

  const state = (): RetroState => ({
    retro,
    facts: sampleFacts(retro.environments.environments, wishes.longNames),
    undo: done.at(-1)?.label ?? null,
    redo: undone.at(-1)?.label ?? null,
    savedAt: Date.now(),
  });
  const step = (from: typeof done, to: typeof undone) => {
    const last = from.pop();
    const result = last && applyEdit(retro, last.edit);
    if (!last || !result) return;
    retro = result.retro;
    to.push({ edit: result.inverse, label: last.label });
  };
  const open = () => ok(state());
  const listed = () => sampleLibrary(wishes, removed, retro);

  return {
    about: Object.freeze({ version: '0.1.0', platform: 'linux', testing: true }),
    library: () => ok(listed()),
    sources: () => ok(sources),
    openExample: open,
    openRetro: open,
    removeRetro: ({ retro: name }) => {
      removed = [...removed, name];
      return ok(listed());
    },
    restoreRetro: ({ retro: name }) => {
      removed = removed.filter((one) => one !== name);
      return ok(listed());
    },
    pickFiles: ({ folder }) =>
      ok(
        folder ? [{ ...picked, name: 'mingle', isFolder: true, kind: 'git' as const, what: 'Git checkout' }] : [picked],
      ),
    given: () => ok({ files: [], open: null }),
    offerFiles: (files) => ok(files.length > 0 ? [picked] : []),
    lookInside: () => ok(sampleInside),
    keepRetroFile: () => ok({ retro: 'example', leftOut: [] }),
    takeIn: () => ok({ added: 2, changed: 1, removed: 0, leftOut: [] }),
    previewImport: async () => {
      await pause(200);
      return { ok: true, value: preview };
    },
    startImport: async (order) => {
      for (let number = 1; number <= 8; number += 1) {
        const waitingUntil = number === 5 ? Date.now() + 4_000 : null;
        emit('importProgress', {
          id: order.id,
          queued: null,
          progress: {
            label: 'deploy-dumpling',
            requests: number * 12,
            pages: number * 12,
            runs: number * 310,
            commits: number * 150,
            fraction: number / 8,
            waitingUntil,
          },
        });
        await pause(number === 5 ? 700 : 120);
      }
      const counts = { added: 2480, updated: 12, unchanged: 0, rejected: preview.rejected.length };
      return {
        ok: true,
        value: {
          retro: order.retro,
          source: 'go.example.org',
          runs: counts,
          commits: { added: 1201 },
          toggles: { added: 0, updated: 0 },
          definitions: { added: 0, updated: 0 },
          deployments: { added: 96 },
          rejected: preview.rejected,
          coverage: preview.coverage,
          requests: 96,
          pages: 96,
          failures: [],
          twice: [],
        },
      };
    },
    cancelImport: () => ok(undefined),
    knownServers: () => ok([]),
    tokenState: () => ok({ has: 'none', keychain: 'safe' }),
    forgetToken: () => ok({ has: 'none', keychain: 'safe' }),
    trustedCertificates: () => ok([]),
    trustCertificate: () => ok([]),
    distrustCertificate: () => ok([]),
    edit: ({ edit }) => {
      const result = applyEdit(retro, edit);
      if (result) {
        retro = result.retro;
        done.push({ edit: result.inverse, label: editLabel(edit) });
        undone.length = 0;
      }
      return open();
    },
    settle: () => open(),
    undo: () => {
      step(done, undone);
      return open();
    },
    redo: () => {
      step(undone, done);
      return open();
    },
    suggestStreams: ({ streams }) => ok(streams.length > 0 ? [] : sampleStreams),
    arrangeMap: () => open(),
    previewEnvironments: ({ environments }) => ok(environmentPreview(environments.environments.map((one) => one.name))),
    suggestions: async () => {
      await pause(150);
      if (wishes.findings === 'failed') {
        const sentence =
          'Suggestions could not be made: the history of “example” is being written; try again in a moment.';
        return { ok: false, failure: { kind: 'storage', sentence } };
      }
      const none = { suggestions: [], weaker: [], nothing: sampleNothing };
      return { ok: true, value: wishes.findings === 'none' ? none : sampleSuggestions(retro, wishes.longNames) };
    },
    evidence: async ({ milestone }) => {
      await pause(150);
      return { ok: true, value: sampleEvidence(milestone) };
    },
    gates: () => ok(sampleGates(state().facts)),
    valueStream: ({ run }) => ok(sampleStream(run)),
    branches: () => ok(sampleBranches),
    standing: () => ok({ value: 0.86, n: 210, from: null, to: null, weeks: 13, knownTo: null }),
    moved: () => ok([]),
    deck: () => ok(sampleDeck(state())),
    rows: ({ offset, limit }) => ok(rowsPage(offset, limit)),
    exportDeck: async ({ format }) => {
      for (let doneSlides = 0; doneSlides <= 12; doneSlides += 1) {
        emit('exportProgress', { done: doneSlides, total: 12, label: `Slide ${String(doneSlides)} of 12` });
        await pause(100);
      }
      return { ok: true, value: { handle: 'f1', name: `example-2026-11-23-0.1.0.${format}`, bytes: 402_112 } };
    },
    cancelExport: () => ok(undefined),
    saveShared: ({ form }) => ok({ handle: 'f2', name: `example-2026-11-23.${form}`, bytes: 9_120 }),
    sharedFolder: () => ok(sharedFolder),
    exchange: () => {
      sharedFolder = 'team-notes';
      return ok({ state: state(), folder: sharedFolder, changes: [], toSettle: 0, problems: [] });
    },
    showInFolder: () => ok(undefined),
    settings: () => ok(settings),
    changeSettings: (change) => {
      settings = { ...settings, ...change };
      return ok(settings);
    },
    fullScreen: () => ok(undefined),
    exportPage: () =>
      Promise.resolve({ ok: false, failure: { kind: 'not_found', sentence: 'The sample window exports nothing.' } }),
    exportPageReady: () => ok(undefined),
    exportFilm: () => ok(null),
    filmPage: () =>
      Promise.resolve({ ok: false, failure: { kind: 'not_found', sentence: 'The sample window makes no film.' } }),
    filmBytes: () => ok(undefined),
    filmProgress: () => ok(undefined),
    filmDone: () => ok(undefined),
    on: (event, listener) => {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => void set.delete(listener);
    },
  };
}
