import { runTime } from '../history/recordTime';
import type { History, Instant, Outcome, Run, Stage } from '../history/records';
import type { EnvironmentMap } from '../retro/environmentMap';
import { groupEvents } from './deployments/groupEvents';
import { RunNames } from './deployments/runNames';
import { collectAttempts, momentOf } from './environments/attempts';
import { chooseGroup } from './environments/environmentGroup';
import { knownEnvironments } from './environments/knownEnvironments';

/** Which rows: half-open in time, by page. */
export interface RowsWanted {
  of:
    | { kind: 'deployments'; environment: string | null }
    | { kind: 'runs'; pipeline: string | null; stage: string | null; outcome: string | null };
  from: Instant | null;
  to: Instant | null;
  offset: number;
  limit: number;
}

export interface RowsPage {
  total: number;
  rows: {
    run: string;
    pipeline: string;
    stage: string | null;
    outcome: string;
    sourceOutcome: string | null;
    at: Instant | null;
    finishedAt: Instant | null;
    branch: string | null;
    revision: string | null;
    url: string | null;
  }[];
}

interface Row {
  run: Run;
  stage: Stage | null;
  at: Instant;
}

/**
 * One page of the runs behind a number, newest first. Deployments are those of an environment or group (null: that of
 * production); runs are filed under their end, as the measures count them. An unknown environment has no rows.
 */
export function rowsBehind(history: History, map: EnvironmentMap, order: RowsWanted): RowsPage {
  const rows =
    order.of.kind === 'deployments' ? deploymentRows(history, map, order.of.environment) : runRows(history, order.of);
  const inWindow = rows.filter(
    ({ at }) => (order.from === null || at >= order.from) && (order.to === null || at < order.to),
  );
  inWindow.sort((a, b) => b.at - a.at);
  const names = new RunNames(history.runs);
  const page = inWindow.slice(order.offset, order.offset + order.limit);
  return { total: inWindow.length, rows: page.map((row) => printRow(row, names)) };
}

function deploymentRows(history: History, map: EnvironmentMap, environment: string | null): Row[] {
  const environments = knownEnvironments(history.runs, map);
  const group = chooseGroup(environments, environment);
  if (!group) return [];
  const { deployments } = groupEvents(collectAttempts(history.runs, environments), group);
  return deployments.map(({ run, at }) => ({ run, stage: null, at }));
}

function runRows(
  { runs }: History,
  of: { pipeline: string | null; stage: string | null; outcome: string | null },
): Row[] {
  const agrees = (outcome: Outcome): boolean => of.outcome === null || outcome === of.outcome;
  const rows: Row[] = [];
  for (const run of runs) {
    if (of.pipeline !== null && run.pipeline !== of.pipeline) continue;
    if (of.stage === null) {
      if (agrees(run.outcome)) rows.push({ run, stage: null, at: momentOf(run, null) });
      continue;
    }
    for (const stage of run.stages) {
      if (stage.name === of.stage && agrees(stage.outcome)) rows.push({ run, stage, at: momentOf(run, stage) });
    }
  }
  return rows;
}

function printRow({ run, stage }: Row, names: RunNames): RowsPage['rows'][number] {
  const { outcome, sourceOutcome, finishedAt } = stage ?? run;
  const [revision] = run.revisions;
  return {
    run: names.print(run),
    pipeline: run.pipeline,
    stage: stage?.name ?? null,
    outcome,
    sourceOutcome,
    at: runTime(run),
    finishedAt,
    branch: revision?.branch ?? null,
    revision: revision?.revision ?? null,
    url: run.url,
  };
}
