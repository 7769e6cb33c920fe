import { applyEdit, editLabel, type RetroEdit } from '../../main/domain/retro/edits';
import type { Retro } from '../../main/domain/retro/retro';
import type {
  Bridge,
  EnvironmentPreview,
  Events,
  ImportPreview,
  Library,
  PickedFile,
  Result,
  RetroState,
  RowsPage,
  Settings,
} from '../../main/ipc/contract';
import type { SourceInfo } from '../../main/sources/source';
import { sampleDeck } from './sampleDeck';
import { sampleFacts, sampleStart, weekMs } from './sampleFacts';
import { sampleEnvironments, sampleRetro } from './sampleRetro';

interface Wishes {
  library: string;
  longNames: boolean;
}

const ok = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value });
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Answers every call from memory, as the main process would: edits through the domain, undo by inverse edits. */
export function buildFakeBridge(wishes: Wishes): Bridge {
  let retro: Retro = sampleRetro('example', wishes.longNames);
  const undone: { edit: RetroEdit; label: string }[] = [];
  const done: { edit: RetroEdit; label: string }[] = [];
  let settings: Settings = { theme: 'system', author: 'Ana', motion: 'system', lastExportFormat: 'pptx' };
  let removed: string[] = [];
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
  const listed = () => library(wishes, removed, retro);

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
    offerFiles: (files) => ok(files.length > 0 ? [picked] : []),
    previewImport: async () => {
      await pause(200);
      return { ok: true, value: preview };
    },
    startImport: async (order) => {
      for (let number = 1; number <= 8; number += 1) {
        const waitingUntil = number === 5 ? Date.now() + 4_000 : null;
        emit('importProgress', {
          label: 'deploy-dumpling',
          requests: number * 12,
          pages: number * 12,
          runs: number * 310,
          commits: number * 150,
          fraction: number / 8,
          waitingUntil,
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
          deployments: { added: 96 },
          rejected: preview.rejected,
          coverage: preview.coverage,
          requests: 96,
          pages: 96,
          failures: [],
        },
      };
    },
    cancelImport: () => ok(undefined),
    edit: ({ edit }) => {
      const result = applyEdit(retro, edit);
      if (result) {
        retro = result.retro;
        done.push({ edit: result.inverse, label: editLabel(edit) });
        undone.length = 0;
      }
      return open();
    },
    undo: () => {
      step(done, undone);
      return open();
    },
    redo: () => {
      step(undone, done);
      return open();
    },
    previewEnvironments: ({ environments }) => ok(environmentPreview(environments.environments.map((one) => one.name))),
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
    on: (event, listener) => {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => void set.delete(listener);
    },
  };
}

function library({ library: kind, longNames }: Wishes, removed: string[], retro: Retro): Library {
  const coverage = { from: sampleStart, to: sampleStart + 120 * weekMs, gaps: [] };
  const entry = (name: string, title: string, runs: number, illustrative = false) => ({
    name,
    title,
    illustrative,
    changedAt: Date.now() - runs * 9_000,
    runs,
    commits: runs / 2,
    coverage,
    milestones: runs % 9,
  });
  const retros = [
    entry('example', retro.title, 18_412, true),
    entry('checkout-2025', 'Checkout, two years of trunk-based work', 42_107),
    entry('mobile', longNames ? retro.title.repeat(2) : 'Mobile apps', 3_120),
    { ...entry('fresh', 'Fresh import', 0), coverage: { from: null, to: null, gaps: [] } },
  ];
  return {
    retros: kind === 'empty' ? [] : retros.filter((one) => !removed.includes(one.name)),
    readOnly:
      kind === 'damaged' ? 'Another window of Shiplapse is using this library, so nothing can be changed here.' : null,
    damage:
      kind === 'damaged'
        ? [
            'The retro “billing” could not be read: retro.json ends in the middle. It was set aside as billing.damaged; yesterday’s copy is open instead.',
          ]
        : [],
  };
}

const picked: PickedFile = {
  handle: 'h1',
  name: 'go-history.json',
  isFolder: false,
  kind: 'gocd',
  what: 'GoCD pipeline history, 2,480 runs of deploy-dumpling',
};

const sources: SourceInfo[] = [
  {
    kind: 'gocd',
    name: 'GoCD',
    gives: { stages: 'yes', environments: 'partly', changes: 'yes', upstream: 'yes', people: 'yes' },
    notes: ['Environments are GoCD’s own; say which stages deploy afterwards.'],
    auth: 'A personal access token of a user who may see the pipelines.',
    live: true,
    project: null,
    exampleUrl: 'https://go.example.org/go',
    files: 'Pipeline histories and instances, as the API sent them.',
  },
  {
    kind: 'github',
    name: 'GitHub Actions',
    gives: { stages: 'partly', environments: 'yes', changes: 'partly', upstream: 'partly', people: 'yes' },
    notes: ['Stages are the levels of “needs”.', 'Runs older than the server keeps are not there.'],
    auth: 'A fine-grained token that may read Actions and Deployments.',
    live: true,
    project: 'owner/repo',
    exampleUrl: 'https://github.com',
    files: 'Workflow runs, jobs and deployments, as the API sent them.',
  },
  {
    kind: 'git',
    name: 'Git checkout',
    gives: { stages: 'partly', environments: 'no', changes: 'yes', upstream: 'no', people: 'yes' },
    notes: ['Pipelines are read from their configuration files through time.'],
    auth: null,
    live: false,
    project: null,
    exampleUrl: null,
    files: 'The folder of a checkout or of a bare repository.',
  },
  {
    kind: 'runs',
    name: 'Shiplapse history',
    gives: { stages: 'yes', environments: 'yes', changes: 'yes', upstream: 'yes', people: 'yes' },
    notes: ['The open door for every server without a source of its own.'],
    auth: null,
    live: false,
    project: null,
    exampleUrl: null,
    files: 'One record a line (.jsonl), or runs as CSV.',
  },
];

const preview: ImportPreview = {
  runs: 2480,
  commits: 1201,
  deployments: 0,
  definitions: 0,
  coverage: {
    from: sampleStart,
    to: sampleStart + 120 * weekMs,
    gaps: [{ from: sampleStart + 47 * weekMs, to: sampleStart + 50 * weekMs, reason: 'purged by the server' }],
  },
  pipelines: [
    'build',
    'acceptance',
    'deploy-pasty',
    'deploy-baklava',
    'deploy-dumpling-to-all-regions-of-the-hosted-product',
  ].map((name, index) => ({ name, runs: 900 - index * 150, from: sampleStart, to: sampleStart + 120 * weekMs })),
  sample: Array.from({ length: 8 }, (_, index) => ({
    id: `deploy-dumpling/${String(40 + index)}`,
    pipeline: 'deploy-dumpling',
    outcome: index % 3 ? 'passed' : 'failed',
    sourceOutcome: index % 3 ? 'Passed' : 'Failed',
    at: sampleStart + index * weekMs,
    branch: 'saas',
    revision: '3f9c2ab71d',
  })),
  rejected: [
    {
      where: 'go-history.json:118',
      id: 'build/77',
      reason: 'No moment is given: neither scheduled, started nor finished.',
    },
  ],
  failures: [],
  more: true,
};

function environmentPreview(names: string[]): EnvironmentPreview {
  const known = sampleFacts(sampleEnvironments, false).environments;
  return {
    environments: names.map((name, order) => {
      const perWeek =
        known.find((one) => one.name === name)?.deployments ?? known[order]?.deployments.map(() => 0) ?? [];
      const deployments = perWeek.reduce((sum, one) => sum + one, 0);
      const sample =
        deployments === 0
          ? []
          : Array.from({ length: 5 }, (_, index) => ({
              run: `deploy-${name}/${String(90 - index)}`,
              pipeline: `deploy-${name}`,
              stage: 'deploy',
              at: sampleStart + (119 - index) * weekMs,
              outcome: 'passed',
            }));
      return { name, deployments, failedAttempts: Math.floor(deployments / 9), perWeek, sample };
    }),
    choices: ['build', 'acceptance', 'deploy-pasty', 'deploy-baklava', 'deploy-dumpling', 'deploy-ravioli'].flatMap(
      (pipeline, index) => [
        { pipeline, stage: null, environment: null, runs: 900 - index * 100, lastAt: sampleStart + 119 * weekMs },
        {
          pipeline,
          stage: pipeline.startsWith('deploy') ? 'deploy' : 'test',
          environment: null,
          runs: 880 - index * 100,
          lastAt: sampleStart + 119 * weekMs,
        },
      ],
    ),
  };
}

function rowsPage(offset: number, limit: number): RowsPage {
  const total = 278;
  const rows = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => {
    const at = sampleStart + 118 * weekMs - (offset + index) * 60 * 3_600_000;
    return {
      run: `deploy-dumpling/${String(total - offset - index)}`,
      pipeline: 'deploy-dumpling',
      stage: 'deploy',
      outcome: (offset + index) % 7 ? 'passed' : 'failed',
      sourceOutcome: null,
      at,
      finishedAt: at + 900_000,
      branch: 'master',
      revision: '3f9c2ab71d00e4',
      url: 'https://go.example.org/go/pipelines/deploy-dumpling/1',
    };
  });
  return { total, rows };
}
