import type { Instant } from '../../history/records';
import { sum } from '../changepoint/levels';
import { wilson } from '../wilson';
import type { WindowBucket } from '../window/metricsWindow';
import type { Suggestion } from './detected';
import { decimal, shareWords } from './numberWords';
import type { StageYield } from './stageSeries';
import { suggestionId } from './suggestionId';

const currentWeeks = 13;
const fewestTrials = 20;
/** A share of failing first attempts that is surely above this is worth a lowlight. */
const tooHigh = 0.1;

interface Failing {
  pipeline: string;
  count: number;
  total: number;
  /** Its stage that fails most. */
  worst: StageYield & Trials;
}

interface Trials {
  count: number;
  total: number;
}

/**
 * The pipeline on the way to production that fails most these days, whether or not it ever was better: first attempts of
 * all its stages over the last 13 complete weeks, where Wilson's 95 % interval lies above 10 %. Null where none does.
 */
export function failingStage(yields: readonly StageYield[], weeks: readonly WindowBucket[]): Suggestion | null {
  const current = weeks.filter((week) => !week.partial).slice(-currentWeeks);
  const [first, last] = [current[0], current.at(-1)];
  if (!first || !last) return null;
  const pipelines = failingPipelines(yields, current.length);
  const [most] = pipelines
    .filter(({ count, total }) => total >= fewestTrials && wilson(count, total)[0] >= tooHigh)
    .sort((a, b) => byShare(a, b) || (a.pipeline < b.pipeline ? -1 : 1));
  // Nothing was searched for but the worst of several, so only their number is paid for.
  const penalty = 2 * Math.log(Math.max(1, pipelines.length));
  return most ? lowlight(most, { from: first.start, to: last.end, weeks: current.length }, penalty) : null;
}

function failingPipelines(yields: readonly StageYield[], lastWeeks: number): Failing[] {
  const stages = yields.map((one) => ({
    ...one,
    count: sum(one.failures.slice(-lastWeeks)),
    total: sum(one.trials.slice(-lastWeeks)),
  }));
  return [...new Set(stages.map((one) => one.pipeline))].flatMap((pipeline): Failing[] => {
    const own = stages.filter((one) => one.pipeline === pipeline && one.total > 0).sort(byShare);
    const [worst] = own;
    if (!worst) return [];
    return [{ pipeline, worst, count: sum(own.map((one) => one.count)), total: sum(own.map((one) => one.total)) }];
  });
}

function byShare(a: Trials, b: Trials): number {
  return b.count / b.total - a.count / a.total;
}

function lowlight(
  { pipeline, worst, count, total }: Failing,
  window: { from: Instant; to: Instant; weeks: number },
  penalty: number,
): Suggestion {
  const { of, stage } = worst;
  const series = `firstPassYield:${of}`;
  const [whole, one] = [failedWords(pipeline, { count, total }, window.weeks), failedWords(of, worst, window.weeks)];
  const texts = of === pipeline || worst.total === total ? [whole] : [whole, one];
  return {
    ...{ id: suggestionId(`firstPassYield:${pipeline}`, 'now'), at: window.from, until: null, kind: 'lowlight' },
    title: `Many failed runs: ${shareWords({ count, total })} first attempts of ${pipeline} failed`,
    ...{ text: texts.join(' '), gained: '', cost: '', tags: ['failures'], author: '', status: 'suggested' },
    anchors: [stage === null ? { to: 'date', at: window.from } : { to: 'stage', pipeline, stage }],
    detected: {
      ...{ family: 'proportion', series, window: { from: window.from, to: window.to } },
      facts: texts.map((text) => ({ family: 'proportion', series, text })),
      strength: againstShare(count, total) - penalty,
    },
  };
}

function failedWords(of: string, { count, total }: Trials, weeks: number): string {
  const [low, high] = wilson(count, total).map((share) => decimal(100 * share));
  return `${shareWords({ count, total })} first attempts of ${of} failed in the last ${weeks} weeks (95 % interval ${low ?? ''} to ${high ?? ''} %).`;
}

/** Likelihood ratio of the share seen against one that would just do. */
function againstShare(count: number, total: number): number {
  const passed = total - count;
  const share = count / total;
  const ofPassed = passed === 0 ? 0 : passed * Math.log((1 - share) / (1 - tooHigh));
  return 2 * (count * Math.log(share / tooHigh) + ofPassed);
}
