import type { Retro } from '../../main/domain/retro/retro';
import type { EnvironmentPreview, RowsPage } from '../../main/ipc/contract';
import type { Inside, PickedFile } from '../../main/ipc/messages/given';
import type { ImportPreview } from '../../main/ipc/messages/importing';
import type { Library } from '../../main/ipc/messages/library';
import type { SourceInfo } from '../../main/sources/source';
import { sampleFacts, sampleStart, weekMs } from './sampleFacts';
import { sampleEnvironments } from './sampleRetro';

/** Which sample is shown. */
export interface Wishes {
  library: string;
  longNames: boolean;
  /** `none`: nothing is suggested; `failed`: it cannot be found out. */
  findings?: string;
}

export function sampleLibrary({ library: kind, longNames }: Wishes, removed: string[], retro: Retro): Library {
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

export const picked: PickedFile = {
  handle: 'h1',
  name: 'go-history.json',
  isFolder: false,
  kind: 'gocd',
  holds: null,
  what: 'GoCD pipeline history, 2,480 runs of deploy-dumpling',
};

export const sampleInside: Inside = {
  name: 'dumpling',
  title: 'From twelve weeks to twelve minutes',
  zone: 'UTC',
  from: Date.UTC(2024, 0, 8),
  to: Date.UTC(2026, 0, 5),
  runs: 2480,
  commits: 1201,
  pipelines: 6,
  milestones: 9,
};

export const sources: SourceInfo[] = [
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

export const preview: ImportPreview = {
  runs: 2480,
  commits: 1201,
  deployments: 0,
  definitions: 0,
  toggles: 0,
  toggleSample: [],
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

export function environmentPreview(names: string[]): EnvironmentPreview {
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

export function rowsPage(offset: number, limit: number): RowsPage {
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
