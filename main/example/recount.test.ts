import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildMetrics } from '../domain/analysis/buildMetrics';
import { exampleHistory } from '../testing/exampleRetro';
import { exampleFolder } from './exampleFolder';
import { exampleRetro } from './story';

/**
 * The example's numbers, counted a second time straight from the bundled replies: no source, no store, no analysis of
 * ours has a hand in it, and sets are taken where the program walks graphs.
 */
interface Reply {
  pipelines: {
    name: string;
    counter: number;
    build_cause: {
      material_revisions: { material: { type: string; description: string }; modifications: { revision: string }[] }[];
    };
  }[];
}
interface Stages {
  stages: {
    pipeline_name: string;
    pipeline_counter: number;
    name: string;
    counter: number;
    result: string;
    jobs: { job_state_transitions: { state: string; state_change_time: number }[] }[];
  }[];
}
interface CommitLine {
  record: string;
  revision: string;
  parents: string[];
  committedAt: string;
}

const text = (name: string): string =>
  gunzipSync(readFileSync(path.join(exampleFolder(), `${name}.gz`))).toString('utf8');
const pipelines = [
  ...['saas-build', 'saas-acceptance', 'bake-image', 'deploy-pasty', 'deploy-baklava', 'deploy-dumpling'],
  ...['installer-build', 'installer-acceptance', 'installer-package', 'installer-release'],
  ...['ops-tests', 'performance', 'cross-browser', 'toggle-audit'],
];
const runs = pipelines.flatMap((name) => (JSON.parse(text(`${name}.history.json`)) as Reply).pipelines);
const stages = pipelines.flatMap((name) => (JSON.parse(text(`${name}.stages.json`)) as Stages).stages);
const commits = text('commits.jsonl')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as CommitLine)
  .filter((line) => line.record === 'commit');

const parentsOf = new Map(commits.map((one) => [one.revision, one.parents]));
const committedAt = new Map(commits.map((one) => [one.revision, Date.parse(one.committedAt)]));
const runOf = new Map(runs.map((run) => [`${run.name}/${String(run.counter)}`, run]));
const ended = (stage: Stages['stages'][number]): number =>
  stage.jobs[0]?.job_state_transitions.find((one) => one.state === 'Completed')?.state_change_time ?? Number.NaN;

function reach(revisions: Iterable<string>): Set<string> {
  const seen = new Set<string>();
  const open = [...revisions];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (seen.has(one) || !parentsOf.has(one)) continue;
    seen.add(one);
    open.push(...(parentsOf.get(one) ?? []));
  }
  return seen;
}

/** Its own revisions; those of a material it does not name come from the runs it was made from. */
function revisionsOf(id: string): Map<string, string> {
  const found = new Map<string, string>();
  const upstream: string[] = [];
  for (const { material, modifications } of runOf.get(id)?.build_cause.material_revisions ?? []) {
    const revision = modifications[0]?.revision ?? '';
    if (material.type === 'Pipeline') upstream.push(revision.split('/').slice(0, 2).join('/'));
    else found.set(/URL: (\S+),/.exec(material.description)?.[1] ?? '', revision);
  }
  for (const one of upstream)
    for (const [key, revision] of revisionsOf(one)) if (!found.has(key)) found.set(key, revision);
  return found;
}

function recount() {
  const attempts = stages.filter((stage) => stage.pipeline_name === 'deploy-dumpling' && stage.name === 'deploy');
  const byRun = new Map<number, number>();
  for (const stage of attempts.filter((one) => one.result === 'Passed')) {
    byRun.set(stage.pipeline_counter, Math.min(byRun.get(stage.pipeline_counter) ?? Infinity, ended(stage)));
  }
  const deployments = [...byRun].map(([counter, at]) => ({ counter, at })).sort((a, b) => a.at - b.at);
  const shipped = new Set<string>();
  const batches: number[] = [];
  const leads: number[] = [];
  let before: Set<string> | null = null;
  for (const { counter, at } of deployments) {
    const now = reach(revisionsOf(`deploy-dumpling/${String(counter)}`).values());
    const added = [...now].filter((one) => before !== null && !before.has(one));
    if (before !== null && added.length > 0) {
      batches.push(added.length);
      for (const one of added.filter((commit) => !shipped.has(commit)))
        leads.push((at - (committedAt.get(one) ?? 0)) / 3_600_000);
    }
    for (const one of now) shipped.add(one);
    before = now;
  }
  const units = new Map<string, string[]>();
  for (const stage of [...stages].sort((a, b) => a.counter - b.counter)) {
    if (stage.result === 'Cancelled') continue;
    const unit = `${stage.pipeline_name}/${String(stage.pipeline_counter)}/${stage.name}`;
    units.set(unit, [...(units.get(unit) ?? []), stage.result]);
  }
  const tries = [...units.values()];
  return {
    count: deployments.length,
    failedAttempts: attempts.filter((one) => one.result === 'Failed').length,
    batches,
    leads,
    firstPassed: tries.filter((results) => results[0] === 'Passed').length,
    lastPassed: tries.filter((results) => results.at(-1) === 'Passed').length,
    units: tries.length,
  };
}

const middle = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return (low + high) / 2;
};

test('the metrics of the example agree with a count of its bundled replies', async () => {
  const report = buildMetrics(await exampleHistory(), exampleRetro.environments, { bucket: 'week' });
  if ('problem' in report) throw new Error(report.problem);
  const { summary } = report;
  const expected = recount();
  expect(summary.deployments).toMatchObject({ count: expected.count, failedAttempts: expected.failedAttempts });
  expect(report.deployments.flatMap((one) => (one.kind === 'change' ? [one.batchSize] : []))).toEqual(expected.batches);
  expect(summary.batchSize.median).toBe(middle(expected.batches));
  expect(summary.leadTimeHours.n).toBe(expected.leads.length);
  expect(summary.leadTimeHours.median).toBeCloseTo(middle(expected.leads), 9);
  expect(summary.firstPassYield).toMatchObject({ passed: expected.firstPassed, total: expected.units });
  expect(summary.eventualSuccess).toMatchObject({ passed: expected.lastPassed, total: expected.units });
});
