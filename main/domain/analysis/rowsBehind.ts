import { runTime } from '../history/recordTime';
import type { History, Instant, Outcome, Run, Stage } from '../history/records';
import type { EnvironmentMap } from '../retro/environmentMap';
import { groupEvents } from './deployments/groupEvents';
import { RunNames } from './deployments/runNames';
import { collectAttempts, momentOf } from './environments/attempts';
import { chooseGroup } from './environments/environmentGroup';
import { knownEnvironments } from './environments/knownEnvironments';
import { buildGates } from './gates/buildGates';
import type { GateRow, GatesReport } from './gates/gateReport';
import { RunIndex } from './map/runIndex';
import type { Problem } from './metricsQuery';

/** Which rows: half-open in time, by page. */
export interface RowsWanted {
  of:
    | { kind: 'deployments'; environment: string | null }
    /** Deployments by how they went by a gate (`past`: had not passed it), or the runs it stopped. */
    | { kind: 'gate'; environment: string; which: 'passed' | 'past' | 'unknown' | 'stopped' }
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
export function rowsBehind(
  history: History,
  map: EnvironmentMap,
  order: RowsWanted,
  gates: GatesReport | null = null,
): RowsPage {
  const rows = rowsOf(history, map, order.of, gates);
  const inWindow = rows.filter(
    ({ at }) => (order.from === null || at >= order.from) && (order.to === null || at < order.to),
  );
  inWindow.sort((a, b) => b.at - a.at);
  const names = new RunNames(history.runs);
  const page = inWindow.slice(order.offset, order.offset + order.limit);
  return { total: inWindow.length, rows: page.map((row) => printRow(row, names)) };
}

function rowsOf(history: History, map: EnvironmentMap, of: RowsWanted['of'], gates: GatesReport | null): Row[] {
  if (of.kind === 'deployments') return deploymentRows(history, map, of.environment);
  return of.kind === 'gate' ? gateRows(history, gates ?? buildGates(history, map), of) : runRows(history, of);
}

function gateRows(history: History, report: GatesReport | Problem, of: RowsWanted['of'] & { kind: 'gate' }): Row[] {
  const gate = 'problem' in report ? undefined : report.gates.find((one) => one.environment === of.environment);
  if (!gate) return [];
  const index = new RunIndex(history.runs);
  const rows = (name: string, at: Instant | null): Row[] =>
    index.findNamed(name).map((run) => ({ run, stage: null, at: at ?? momentOf(run, null) }));
  if (of.which === 'stopped') return gate.stopped.flatMap((one) => one.runs.flatMap((run) => rows(run, null)));
  const isWanted = ({ passage }: GateRow): boolean =>
    of.which === 'past' ? passage === 'failed' || passage === 'skipped' : passage === of.which;
  return gate.rows.filter(isWanted).flatMap(({ run, at }) => rows(run, at));
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
