import type { History, Instant } from '../../history/records';
import type { EnvironmentMap, Target } from '../../retro/environmentMap';
import { isZone } from '../../time/zone';
import { buildMetrics } from '../buildMetrics';
import { HistoryIndex } from '../deployments/analyseDeployments';
import { targetBasis, targetValue } from '../targetValue';
import { historyCoverage } from '../window/historyCoverage';
import { countedWindow, windowBuckets, type WindowBucket } from '../window/metricsWindow';

/** What is measured, and of what. */
export interface Measured {
  measure: Target['measure'];
  environment: string | null;
  pipeline: string | null;
}

/** Where a measure stands over a window of complete weeks. */
export interface Standing {
  /** In the measure's own unit; null where there is nothing to say it from. */
  value: number | null;
  /** What it was counted from: deployments, commits, attempts, groups, or known hours. */
  n: number;
  /** Half-open; null where there is no complete week. */
  from: Instant | null;
  to: Instant | null;
  weeks: number;
  /** End of all history that is known. */
  knownTo: Instant | null;
}

/** As for a target: the weeks "now" stands for. */
const mostWeeks = 13;

/** Where a measure stands over the last complete weeks, 13 at most, that begin at `since` (null: whenever) or later. */
export function standingOf(
  history: History,
  map: EnvironmentMap,
  of: Measured,
  since: Instant | null = null,
  index: HistoryIndex = new HistoryIndex(history),
): Standing {
  const weeks = completeWeeks(history, map).filter((week) => since === null || week.start >= since);
  const window = weeks.slice(-mostWeeks);
  const [from, to] = [window[0]?.start ?? null, window.at(-1)?.end ?? null];
  const knownTo = historyCoverage(history).to;
  const none = { value: null, n: 0, from, to, weeks: window.length, knownTo };
  if (from === null || to === null) return none;
  const { environment, pipeline } = of;
  const report = buildMetrics(history, map, { bucket: 'week', environment, pipeline, since: from, until: to }, index);
  if ('problem' in report) return none;
  return { ...none, value: targetValue(of.measure, report.summary), n: targetBasis(of.measure, report.summary) };
}

function completeWeeks(history: History, map: EnvironmentMap): WindowBucket[] {
  const coverage = historyCoverage(history);
  const window = countedWindow(coverage, null, null);
  const weeks = window ? windowBuckets(window, coverage, 'week', isZone(map.zone) ? map.zone : 'UTC') : [];
  return weeks.filter((week) => !week.partial);
}
