import type { Commit, Run, Stage } from '../../../domain/history/records';
import { hash } from './shopRows';

const at = (time: string) => Date.parse(`2024-03-01T${time}Z`);

const nothing = {
  ...{
    record: 'run' as const,
    source: '',
    number: null,
    attempt: 1,
    url: null,
    trigger: 'unknown' as const,
    actor: null,
  },
  ...{ queuedAt: null, startedAt: null, finishedAt: null, revisions: [], changes: [], upstream: [], environment: null },
  ...{ marks: [], stages: [] },
};
const noStage = { approval: null, environment: null, image: null, agent: null, jobs: [] };
const first = { committedAt: Date.parse('2024-02-29T09:00:00Z'), author: 'Ada', message: 'first' };
const second = { committedAt: at('09:30:00'), author: 'Bert', message: 'second\n\nwith a body' };
const revisionA = { material: 'git:app', branch: 'main', revision: hash('a'), ...first };
const revisionB = { material: 'git:app', branch: 'main', revision: hash('b'), ...second };
const app = 'github:GithubRepo:1:77';

function stage(name: string, attempt: number, outcome: 'passed' | 'failed', from: string, to: string): Stage {
  const sourceOutcome = outcome === 'passed' ? 'success' : 'failure';
  const times = { scheduledAt: at(from), startedAt: at(from), finishedAt: at(to) };
  return { name, attempt, outcome, sourceOutcome, ...times, ...noStage };
}

/** What the project “shop” of the test rows is as runs, written by hand. */
export const shopRuns: Run[] = [
  {
    ...{ ...nothing, id: 'github:GithubRun:1:77:1001', pipeline: 'CI', outcome: 'passed', sourceOutcome: 'success' },
    url: 'https://github.com/shop/app/actions/runs/1001',
    ...{ queuedAt: at('09:00:00'), startedAt: at('09:00:05'), finishedAt: at('09:10:00.500') },
    revisions: [revisionA],
    stages: [
      stage('build', 1, 'passed', '09:00:05', '09:03:00'),
      stage('test', 1, 'failed', '09:03:00', '09:05:00'),
      stage('test', 2, 'passed', '09:06:00', '09:10:00'),
    ],
    more: { scope: app },
  },
  {
    ...{
      ...nothing,
      id: 'github:GithubRun:1:77:1002',
      pipeline: 'Release',
      outcome: 'passed',
      sourceOutcome: 'success',
    },
    url: 'https://api.github.com/repos/shop/app/actions/runs/1002',
    ...{ queuedAt: at('10:00:00'), startedAt: at('10:00:05'), finishedAt: at('10:05:00') },
    revisions: [revisionB],
    environment: 'PRODUCTION',
    stages: [{ ...stage('deploy', 1, 'passed', '10:00:05', '10:05:00'), environment: 'PRODUCTION' }],
    more: { scope: app, type: 'DEPLOYMENT', displayTitle: 'Ship “it”, now' },
  },
  {
    ...{
      ...nothing,
      id: 'github:GithubRun:1:77:1003',
      pipeline: 'CI',
      outcome: 'cancelled',
      sourceOutcome: 'cancelled',
    },
    url: 'https://api.github.com/repos/shop/app/actions/runs/1003',
    ...{ queuedAt: at('11:00:00'), startedAt: at('11:00:05'), finishedAt: at('11:01:00') },
    more: { scope: app },
  },
  {
    ...{ ...nothing, id: 'jenkins:JenkinsBuild:1:shop/deploy#12', pipeline: 'shop/deploy', number: 12 },
    ...{ outcome: 'running', sourceOutcome: 'true', queuedAt: at('12:00:00'), startedAt: at('12:00:00') },
    revisions: [revisionB],
    more: { scope: 'jenkins:JenkinsJob:1:shop/deploy' },
  },
  {
    ...{
      ...nothing,
      id: 'gitlab:GitlabPipeline:1:500',
      pipeline: 'shop/api',
      outcome: 'skipped',
      sourceOutcome: 'skipped',
    },
    ...{ url: 'https://gitlab.example/shop/api/-/pipelines/500', trigger: 'upstream', queuedAt: at('13:00:00') },
    more: { scope: 'gitlab:GitlabProject:1:9' },
  },
  {
    ...{ ...nothing, id: 'github:GithubDeployment:1:DE_1', pipeline: 'deploy-dumpling', outcome: 'passed' },
    ...{ sourceOutcome: 'INACTIVE', queuedAt: at('15:00:00'), startedAt: at('15:00:00'), environment: 'dumpling' },
    revisions: [revisionA],
    more: { scope: app, devlakeEnvironment: 'PRODUCTION' },
  },
  {
    ...{ ...nothing, id: 'webhook:1:dep-5', pipeline: 'deploy-STAGING', outcome: 'failed', sourceOutcome: 'FAILURE' },
    url: 'https://deploys.example/5',
    ...{ queuedAt: at('16:00:00'), startedAt: at('16:00:00'), finishedAt: at('16:01:00'), environment: 'STAGING' },
    revisions: [
      { ...revisionB, branch: null },
      { material: 'git:site', branch: null, revision: hash('d'), committedAt: null, author: null, message: 'page' },
    ],
    more: { scope: 'webhook:1' },
  },
];

export const shopCommits: Commit[] = [
  {
    ...{ record: 'commit', source: '', material: 'git:app', revision: hash('a'), parents: [], branches: [], ...first },
    authoredAt: Date.parse('2024-02-29T08:00:00Z'),
  },
  {
    ...{ record: 'commit', source: '', material: 'git:app', revision: hash('b'), parents: [hash('a')], branches: [] },
    ...{ ...second, authoredAt: at('09:30:00') },
  },
];
