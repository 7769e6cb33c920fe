import { recordedSource } from '../../history/recorded';
import type { Coverage, Instant, Run } from '../../history/records';
import { runTime } from '../../history/recordTime';
import { likelihoodRatio } from '../changepoint/locationSet';
import { segmentCost } from '../changepoint/segmentCost';
import type { HistoryIndex } from '../deployments/analyseDeployments';
import { momentOf, type DeploymentAttempt } from '../environments/attempts';
import type { KnownEnvironment } from '../environments/knownEnvironments';
import { BucketClock } from '../health/bucketClock';
import { isCovered, type WindowBucket } from '../window/metricsWindow';
import { CoverageOfThings } from '../window/sourceCoverage';
import { isMoreThanChance, type Sides } from './byChance';
import type { Change } from './change';
import { stepKey } from './pathSteps';
import { overlap } from './renames';
import { turnsOf } from './runRule';

const dayMs = 86_400_000;
/** Weeks that must lie between a change and where the history of its sources begins or ends. */
const guardMs = 3 * 7 * dayMs;
/** One that goes as another of the same stages comes is the same under a new name. */
const renameMs = 3 * 7 * dayMs;
const alike = 0.5;

/** Something that is in use or not, week by week. */
interface Used {
  kind: 'environment' | 'pipeline';
  subject: string;
  series: string;
  runs: { run: Run; at: Instant }[];
}

/**
 * Environments, and pipelines off the way to production, that came into use or went out of it: the rule of section 4 on
 * complete weeks in place of deployments. What is not used nearly every week neither comes nor goes. Of each thing only the
 * weeks count that the sources which tell of it cover, all of them together: of others nothing is known.
 */
export function presenceChanges(
  index: HistoryIndex,
  environments: readonly KnownEnvironment[],
  attempts: readonly DeploymentAttempt[],
  onPath: ReadonlySet<string>,
  weeks: readonly WindowBucket[],
): Change[] {
  const complete = weeks.filter((week) => !week.partial);
  const told = new CoverageOfThings(index.history);
  const used = [...environmentsIn(environments, attempts), ...pipelinesIn(index.history.runs, onPath)];
  const found = used.flatMap((one) => {
    const coverage = told.by(one.runs.map(({ run }) => recordedSource(run)));
    return changesOf(one, coverage, complete, index).filter(({ sides }) => isMoreThanChance(sides, used.length));
  });
  return found
    .filter(({ change }) => !found.some((other) => isRename(change, other.change, index)))
    .map((one) => one.change);
}

function environmentsIn(environments: readonly KnownEnvironment[], attempts: readonly DeploymentAttempt[]): Used[] {
  return environments.flatMap(({ name, role }, environment): Used[] => {
    const own = attempts.filter((one) => one.environment === environment);
    const [step] = own;
    if (role === 'production' || !step) return [];
    const series = `stage:${stepKey(step.run.pipeline, step.stage?.name ?? null)}`;
    return [{ kind: 'environment', subject: name, series, runs: own }];
  });
}

function pipelinesIn(runs: readonly Run[], onPath: ReadonlySet<string>): Used[] {
  const byPipeline = new Map<string, Used>();
  for (const run of runs) {
    if (onPath.has(run.pipeline)) continue;
    const { pipeline } = run;
    const used = byPipeline.get(pipeline) ?? {
      kind: 'pipeline',
      subject: pipeline,
      series: `stage:${pipeline}`,
      runs: [],
    };
    byPipeline.set(pipeline, used);
    used.runs.push({ run, at: momentOf(run, null) });
  }
  return [...byPipeline.values()].sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

function changesOf(
  { kind, subject, series, runs }: Used,
  coverage: Coverage,
  complete: readonly WindowBucket[],
  index: HistoryIndex,
): { change: Change; sides: Sides }[] {
  const weeks = complete.filter((week) => isCovered(week, coverage));
  const [begin, end] = [weeks[0], weeks.at(-1)];
  if (!begin || !end) return [];
  const clock = new BucketClock({ from: begin.start, to: end.end }, weeks);
  const byWeek: Run[][] = weeks.map(() => []);
  const days = weeks.map(() => new Set<number>());
  for (const { run, at } of runs) {
    const week = clock.indexOf(at);
    byWeek[week]?.push(run);
    days[week]?.add(Math.floor(at / dayMs));
  }
  const has = byWeek.map((of) => of.length > 0);
  const turns = turnsOf(has);
  const side = (from: number, to: number) => ({
    days: days.slice(from, to).reduce((sum, { size }) => sum + size, 0),
    weeks: to - from,
  });
  return turns.flatMap(({ at, appears }, place): { change: Change; sides: Sides }[] => {
    const week = weeks[at];
    const shown = appears ? byWeek[at] : byWeek.slice(0, at).findLast((of) => of.length > 0);
    const run = appears ? shown?.[0] : shown?.at(-1);
    if (!week || !run || isAtEdge(coverage, week.start)) return [];
    const [from, to] = [turns[place - 1]?.at ?? 0, turns[place + 1]?.at ?? has.length];
    const cost = segmentCost({ family: 'binomial', values: has.map(Number), trials: has.map(() => 1) });
    const change: Change = {
      ...{ kind, subject, series, appears, product: null, pipeline: run.pipeline, isProduction: false },
      ...{ index: at, at: appears ? (runTime(run) ?? week.start) : week.start },
      window: { from: weeks[at - 1]?.start ?? week.start, to: week.end },
      ...{ now: null, before: null, siblings: [], run: index.names.print(run) },
      counts: { before: count(has.slice(from, at)), after: count(has.slice(at, to)) },
      likelihoodRatio: likelihoodRatio(cost, from, at, to),
    };
    return [{ change, sides: { before: side(from, at), after: side(at, to) } }];
  });
}

/** Sources whose history begins or ends then say nothing of what was there before or after. */
function isAtEdge({ from, to, gaps }: Coverage, at: Instant): boolean {
  const edges = [from, to, ...gaps.flatMap((gap) => [gap.from, gap.to])];
  return edges.some((edge) => edge !== null && Math.abs(edge - at) < guardMs);
}

function isRename(one: Change, other: Change, { history }: HistoryIndex): boolean {
  if (one.kind !== other.kind || one.appears === other.appears || Math.abs(one.at - other.at) > renameMs) return false;
  if (one.kind === 'environment') return false;
  const [a, b] = [one, other].map(({ subject }) => stagesOf(history.runs, subject));
  return a !== undefined && b !== undefined && a.size > 0 && overlap([...a], [...b]) >= alike;
}

function stagesOf(runs: readonly Run[], pipeline: string): Set<string> {
  return new Set(
    runs.filter((run) => run.pipeline === pipeline).flatMap(({ stages }) => stages.map(({ name }) => name)),
  );
}

function count(has: readonly boolean[]): { count: number; total: number } {
  return { count: has.filter(Boolean).length, total: has.length };
}
