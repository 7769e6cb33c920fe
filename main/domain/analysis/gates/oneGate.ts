import type { Instant, Span } from '../../history/records';
import { bucketIndex } from '../../time/buckets';
import { isIn } from '../countedDeployments';
import type { RunNames } from '../deployments/runNames';
import type { DeploymentAttempt } from '../environments/attempts';
import type { KnownEnvironment } from '../environments/knownEnvironments';
import { median, proportion } from '../statistics';
import type { WindowBucket } from '../window/metricsWindow';
import type { Arrivals } from './arrivals';
import { addedTime, type AddedTime } from './addedTime';
import type { GateReport, GateRow, GateWeek, MinutesSummary, PassageCounts, StoppedRevision } from './gateReport';
import type { PassageOf } from './passages';
import { revisionFates, type RevisionFate } from './revisionFates';

interface Setting {
  arrivals: Arrivals;
  weeks: readonly WindowBucket[];
  window: Span;
  names: RunNames;
}

/** Everything known of one gate in a window. */
export function gateReport(
  environment: KnownEnvironment,
  given: { attempts: readonly DeploymentAttempt[]; passages: readonly PassageOf[] },
  { arrivals, weeks, window, names }: Setting,
): GateReport {
  const tried = given.attempts.filter(({ outcome }) => outcome === 'passed' || outcome === 'failed');
  const since = firstTried(tried, arrivals);
  const inWindow = given.passages.filter((one) => isIn(window, one.way.deployment.at));
  const counted = inWindow.filter(({ way }) => way.deployment.at >= since(way.product));
  const time = addedOnce(given.passages, names);
  const fates = revisionFates(given.attempts, arrivals).filter((one) => isIn(window, one.at));
  const stopped = fates.filter((one) => one.fate === 'stopped');
  return {
    environment: environment.name,
    label: environment.label,
    role: environment.role,
    firstAt: tried.length === 0 ? null : since(null),
    lastAt: tried.reduce<Instant | null>((last, { at }) => (last === null || at > last ? at : last), null),
    deployments: { ...countPassages(counted), total: counted.length, before: inWindow.length - counted.length },
    revisions: {
      tried: fates.length,
      stopped: stopped.length,
      retried: fates.filter((one) => one.fate === 'retried').length,
      wentOn: fates.filter((one) => one.fate === 'wentOn').length,
      late: fates.filter((one) => one.fate === 'late').length,
    },
    minutes: summarizeMinutes(counted.flatMap((one) => time.get(one) ?? [])),
    series: weekly({ inWindow, counted, stopped, time }, weeks),
    rows: counted.map((one) => rowOf(one, time.get(one) ?? null, names)),
    stopped: stopped.map((one) => stoppedRow(one, names)),
  };
}

/**
 * When a product was first tried at the gate: before that it was no gate for it. A run of which nothing says its
 * product speaks for all. Infinity where that never was; of null the first of all.
 */
function firstTried(tried: readonly DeploymentAttempt[], arrivals: Arrivals): (product: string | null) => Instant {
  const first = new Map<string | null, Instant>();
  let ofAll = Infinity;
  for (const { run, at } of tried) {
    const product = arrivals.productOf(run);
    first.set(product, Math.min(at, first.get(product) ?? Infinity));
    ofAll = Math.min(at, ofAll);
  }
  return (product) =>
    product === null ? ofAll : Math.min(first.get(product) ?? Infinity, first.get(null) ?? Infinity);
}

/** The time each deployment was held up; one that rests on a pass an earlier one used was not held up again. */
function addedOnce(passages: readonly PassageOf[], names: RunNames): Map<PassageOf, AddedTime> {
  const used = new Set<DeploymentAttempt>();
  const time = new Map<PassageOf, AddedTime>();
  for (const one of passages) {
    if (one.passage !== 'passed' || !one.decisive || used.has(one.decisive)) continue;
    used.add(one.decisive);
    const added = addedTime(one, names);
    if (added) time.set(one, added);
  }
  return time;
}

function countPassages(passages: readonly PassageOf[]): PassageCounts {
  const counts = { passed: 0, failed: 0, skipped: 0, unknown: 0 };
  for (const { passage } of passages) counts[passage] += 1;
  return { ...counts, coverage: proportion(counts.passed, counts.passed + counts.failed + counts.skipped) };
}

function summarizeMinutes(times: readonly AddedTime[]): MinutesSummary {
  const of = (field: keyof AddedTime): number[] => times.map((one) => one[field]);
  const total = (field: keyof AddedTime): number => of(field).reduce((sum, one) => sum + one, 0);
  return {
    n: times.length,
    median: median(of('minutes')),
    total: total('minutes'),
    runMedian: median(of('runMinutes')),
    runTotal: total('runMinutes'),
    waitMedian: median(of('waitMinutes')),
    waitTotal: total('waitMinutes'),
  };
}

function weekly(
  given: {
    inWindow: readonly PassageOf[];
    counted: readonly PassageOf[];
    stopped: readonly RevisionFate[];
    time: ReadonlyMap<PassageOf, AddedTime>;
  },
  weeks: readonly WindowBucket[],
): GateWeek[] {
  const all = weeks.map(() => 0);
  const counted: PassageOf[][] = weeks.map(() => []);
  const stops = weeks.map(() => 0);
  for (const { way } of given.inWindow) bump(all, bucketIndex(weeks, way.deployment.at));
  for (const one of given.counted) counted[bucketIndex(weeks, one.way.deployment.at)]?.push(one);
  for (const { at } of given.stopped) bump(stops, bucketIndex(weeks, at));
  return weeks.map((week, place): GateWeek => {
    const own = counted[place] ?? [];
    const minutes = own.flatMap((one) => given.time.get(one)?.minutes ?? []);
    return {
      ...{ id: week.id, start: week.start, end: week.end, partial: week.partial },
      ...countPassages(own),
      deployments: all[place] ?? 0,
      stopped: stops[place] ?? 0,
      minutesMedian: median(minutes),
    };
  });
}

function bump(counts: number[], place: number): void {
  if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
}

function rowOf({ way, passage, decisive }: PassageOf, time: AddedTime | null, names: RunNames): GateRow {
  return {
    run: names.print(way.deployment.run),
    at: way.deployment.at,
    passage,
    gateRun: decisive ? names.print(decisive.run) : null,
    minutes: time?.minutes ?? null,
    runMinutes: time?.runMinutes ?? null,
    waitMinutes: time?.waitMinutes ?? null,
  };
}

const hourMs = 3_600_000;

function stoppedRow({ subject, attempts, at, fixedBy }: RevisionFate, names: RunNames): StoppedRevision {
  return {
    material: subject.material,
    revision: subject.revision,
    runs: [...new Set(attempts.map((one) => names.print(one.run)))],
    failedAt: at,
    fixedBy: fixedBy ? names.print(fixedBy.run) : null,
    deployedAt: fixedBy?.at ?? null,
    hours: fixedBy ? (fixedBy.at - at) / hourMs : null,
  };
}
