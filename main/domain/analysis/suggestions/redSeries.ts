import type { Run, Span } from '../../history/records';
import { BucketClock } from '../health/bucketClock';
import { collectCompletions } from '../health/completions';
import { redTime } from '../health/redTime';
import type { WindowBucket } from '../window/metricsWindow';
import type { NumberSeries } from './numberSeries';

/**
 * Red time of each pipeline given: of every complete week the share of the hours with a known state, over all branches,
 * during which it was red, in per cent. A week of which no state is known is no point. One value a week, not one an hour,
 * as a pipeline stays red for hours on end.
 */
export function redSeries(
  runs: readonly Run[],
  pipelines: ReadonlySet<string>,
  weeks: readonly WindowBucket[],
  knownUntil: number,
): NumberSeries[] {
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (!first || !last) return [];
  const clock = new BucketClock({ from: first.start, to: last.end }, weeks);
  const own = runs.filter((run) => pipelines.has(run.pipeline));
  const all = collectCompletions(own, { pipeline: null, stage: null });
  return [...pipelines].sort().map((pipeline): NumberSeries => {
    const completions = all.filter((one) => one.pipeline === pipeline);
    const { redMs, knownMs } = redTime(completions, clock, knownUntil);
    const points = weeks.flatMap((week, at): { value: number; span: Span }[] => {
      const known = knownMs[at] ?? 0;
      if (week.partial || known === 0) return [];
      return [{ value: (100 * (redMs[at] ?? 0)) / known, span: { from: week.start, to: week.end } }];
    });
    return {
      name: `red:${pipeline}`,
      series: { family: 'magnitude', values: points.map((one) => one.value) },
      spans: points.map((one) => one.span),
      words: {
        ...{ subject: `Red time of ${pipeline}`, unit: '% of the week', points: 'weeks' },
        ...{ upIsBetter: false, tellsPasses: false },
      },
    };
  });
}
