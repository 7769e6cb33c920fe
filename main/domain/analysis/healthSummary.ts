import type { Span } from '../history/records';
import { isIn } from './countedDeployments';
import type { Flakiness } from './health/flaky';
import type { RedTime } from './health/redTime';
import type { Yields } from './health/yields';
import type { MetricsSummary } from './metricsReport';
import { median, proportion } from './statistics';

const hourMs = 3_600_000;

type HealthMeasures = Pick<MetricsSummary, 'firstPassYield' | 'eventualSuccess' | 'attemptFailRate' | 'flaky' | 'red'>;

export interface PipelineHealth {
  yields: Yields;
  flaky: Flakiness;
  red: RedTime;
}

export function summarizeHealth({ yields, flaky, red }: PipelineHealth, window: Span): HealthMeasures {
  const { total, firstPassed, lastPassed, passedAttempts, failedAttempts, inconclusive } = yields;
  const conclusive = passedAttempts + failedAttempts;
  return {
    firstPassYield: { value: proportion(firstPassed, total), passed: firstPassed, total },
    eventualSuccess: { value: proportion(lastPassed, total), passed: lastPassed, total },
    attemptFailRate: {
      value: proportion(failedAttempts, conclusive),
      failed: failedAttempts,
      total: conclusive,
      inconclusive,
    },
    flaky: {
      rate: proportion(flaky.flakyGroups.length, flaky.groups),
      groups: flaky.groups,
      flakyGroups: flaky.flakyGroups.length,
      retriedGroups: flaky.retriedGroups,
      failureShare: proportion(flaky.flakyFailures, failedAttempts),
    },
    red: summarizeRed(red, window),
  };
}

/** Time to green is that of closed episodes that began in the window; those still open are told apart. */
function summarizeRed({ episodes, redMs, knownMs }: RedTime, window: Span): MetricsSummary['red'] {
  const hours = sum(redMs) / hourMs;
  const knownHours = sum(knownMs) / hourMs;
  const closed = episodes.filter((one) => one.to !== null && isIn(window, one.from));
  const open = episodes.filter((one) => one.to === null).map((one) => one.from);
  return {
    fraction: proportion(hours, knownHours),
    hours,
    knownHours,
    timeToGreenHoursMedian: median(closed.map((one) => one.hours)),
    openSince: open.length === 0 ? null : Math.min(...open),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
