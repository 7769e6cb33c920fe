import { targetValue } from '../../main/domain/analysis/targetValue';
import type { RetroFacts } from '../../main/domain/analysis/facts';
import type { Target } from '../../main/domain/retro/environmentMap';
import { hoursText, percentText, shortText } from '../controls/text/numbers';

interface TargetMeasure {
  name: string;
  /** What stands behind the number of the field. */
  unit: string;
  /** A share is typed in per cent. */
  isShare: boolean;
  /** Of a pipeline rather than of an environment. */
  isHealth: boolean;
  /** Where a new target begins: reasonable, and meant to be changed. */
  start: number;
  print: (value: number) => string;
}

const share = { unit: '%', isShare: true, print: percentText };

export const targetMeasures: Record<Target['measure'], TargetMeasure> = {
  deployments: {
    name: 'Deployments per week',
    unit: 'per week',
    isShare: false,
    isHealth: false,
    start: 5,
    print: (value) => `${shortText(value)} per week`,
  },
  leadTimeHours: { name: 'Lead time', unit: 'hours', isShare: false, isHealth: false, start: 24, print: hoursText },
  batchSize: {
    name: 'Batch size',
    unit: 'commits',
    isShare: false,
    isHealth: false,
    start: 10,
    print: (value) => `${shortText(value)} commits`,
  },
  changeFailRate: { name: 'Change fail rate', ...share, isHealth: false, start: 0.1 },
  firstPassYield: { name: 'First-pass yield', ...share, isHealth: true, start: 0.9 },
  flaky: { name: 'Flaky', ...share, isHealth: true, start: 0.02 },
  redFraction: { name: 'Red time', ...share, isHealth: true, start: 0.1 },
};

/** The number as it stands in its field. */
export function fieldOf({ measure, value }: Target): string {
  return String(targetMeasures[measure].isShare ? Number((value * 100).toPrecision(12)) : value);
}

/** The value a field holds, in the measure's own unit; null where it is no number the measure can have. */
export function valueOfField(measure: Target['measure'], text: string): number | null {
  const number = Number(text.replace(',', '.'));
  const { isShare } = targetMeasures[measure];
  if (text.trim() === '' || !Number.isFinite(number) || number < 0 || (isShare && number > 100)) return null;
  return isShare ? number / 100 : number;
}

/**
 * Where the team is, over everything known, in a sentence; null where the window knows no number of just that scope.
 * The slide compares with the last weeks only.
 */
export function standing(target: Target, { metrics, group }: Pick<RetroFacts, 'metrics' | 'group'>): string | null {
  const isWhole = (target.environment === null || target.environment === group) && (target.pipeline ?? '') === '';
  const value = metrics && isWhole ? targetValue(target.measure, metrics.summary) : null;
  return value === null ? null : `So far, over everything known: ${targetMeasures[target.measure].print(value)}.`;
}
