import type { Moved } from '../../main/domain/analysis/promises/whatMoved';
import type { Instant } from '../../main/domain/history/records';
import type { Target } from '../../main/domain/retro/environmentMap';
import type { ActionMetric } from '../../main/domain/retro/milestone';
import { dayText } from '../controls/text/dates';
import { countText, wholeText } from '../controls/text/numbers';
import { targetMeasures } from './targets';

/** "First-pass yield of saas-build": a measure and what it is of. */
export function measuredName(of: Pick<ActionMetric, 'measure' | 'pipeline' | 'environment'>): string {
  const place = of.pipeline ?? of.environment;
  return `${targetMeasures[of.measure].name}${place ? ` of ${place}` : ''}`;
}

export function targetName(target: Target): string {
  const { measure, environment, pipeline = null } = target;
  return `${measuredName({ measure, environment, pipeline })}: ${targetMeasures[measure].print(target.value)}`;
}

/** What the text of a new action begins with; people say what they will do. */
export function actionText({ measure, value, target, environment, pipeline }: ActionMetric): string {
  const { print } = targetMeasures[measure];
  const from = value === null ? '' : ` from ${print(value)}`;
  const to = target === null ? '' : ` to ${print(target)}`;
  return `Bring ${measuredName({ measure, environment, pipeline })}${from}${to}`;
}

/** "First-pass yield of saas-build: 86 % in the 13 weeks to 27 Jun 2014, 90 % wanted" */
export function metricText(metric: ActionMetric, zone: string): string {
  const { measure, value, to, target } = metric;
  const { print } = targetMeasures[measure];
  const when = to === null ? '' : ` until ${dayText(to, zone)}`;
  const then = value === null ? 'not enough data' : `${print(value)}${when}`;
  return `${measuredName(metric)}: ${then}${target === null ? '' : `, ${print(target)} wanted`}`;
}

/** One side of what moved: the value, its window, and what it was counted from. */
export function sideText(
  measure: Target['measure'],
  side: { value: number | null; n: number; from: Instant | null; to: Instant | null },
  zone: string,
): { value: string; detail: string } {
  const { value, n, from, to } = side;
  const window = from === null || to === null ? 'no complete week' : `${dayText(from, zone)} – ${dayText(to, zone)}`;
  return {
    value: value === null ? '–' : targetMeasures[measure].print(value),
    detail: `${window}, ${countedFrom[measure](n)}`,
  };
}

const countedFrom: Record<Target['measure'], (n: number) => string> = {
  deployments: (n) => countText(n, 'deployment'),
  leadTimeHours: (n) => countText(n, 'commit'),
  batchSize: (n) => countText(n, 'deployment'),
  changeFailRate: (n) => countText(n, 'deployment'),
  firstPassYield: (n) => countText(n, 'stage'),
  flaky: (n) => countText(n, 'revision'),
  redFraction: (n) => `${wholeText(Math.round(n))} h`,
};

/** Told by sign and word, never by colour alone. */
export const movementSigns: Record<Moved['movement'], string> = {
  reached: '✓',
  'on the way': '↗',
  'not moved': '→',
  'moved away': '↘',
  'not enough data': '·',
};
