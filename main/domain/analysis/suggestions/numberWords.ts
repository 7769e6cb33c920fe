import { fromTo } from '../fromTo';
import type { DetectedFact, DetectedFamily } from './detected';
import type { Level, NumberChange } from './numberChanges';

const families = { poisson: 'rate', binomial: 'proportion', magnitude: 'magnitude' } as const;

export function familyOf({ of }: NumberChange): DetectedFamily {
  return families[of.series.family];
}

/** The change as a sentence for a title: what, which way, from where to where. Never why. */
export function numberTitle(change: NumberChange): string {
  const { of, before, after } = change;
  const { subject, unit, tellsPasses } = of.words;
  const verb = after.value > before.value === !tellsPasses ? 'rose' : 'fell';
  switch (of.series.family) {
    case 'poisson':
      return `${subject} ${verb} from ${decimal(before.value)} to ${decimal(after.value)} per week`;
    case 'binomial':
      return `${subject} ${verb} from ${shareWords(before, tellsPasses)} to ${shareWords(after, tellsPasses)}`;
    case 'magnitude':
      return `${subject} ${verb} from a median of ${fromTo(before.value, after.value, unit)}`;
  }
}

/** The same with raw numbers and how long each level lasted. */
export function numberFact(change: NumberChange): DetectedFact {
  const { of, before, after, ratio } = change;
  const { points } = of.words;
  const weeks = (level: Level, what: string): string => `${level.total} ${what}`;
  const raw = {
    poisson: `${before.count} in ${weeks(before, 'weeks')} before, ${after.count} in ${weeks(after, 'weeks')} after`,
    binomial: '',
    magnitude: `${weeks(before, points)} before, ${weeks(after, points)} after`,
  }[of.series.family];
  const times = of.series.family === 'binomial' || !Number.isFinite(ratio) ? '' : timesWords(change);
  const details = [times, raw].filter((part) => part !== '').join('; ');
  const text = `${numberTitle(change)}${details === '' ? '' : ` (${details})`}.`;
  return { family: familyOf(change), series: of.name, text };
}

function timesWords({ of, ratio }: NumberChange): string {
  const typically = of.series.family === 'magnitude' ? 'typically ' : '';
  return `${typically}${ratio < 0.1 ? ratio.toPrecision(1) : decimal(ratio)} times`;
}

/** A share never comes without its counts. */
export function shareWords({ count, total }: Pick<Level, 'count' | 'total'>, tellsPasses = false): string {
  const told = tellsPasses ? total - count : count;
  return `${told} of ${total} (${decimal((100 * told) / Math.max(1, total))} %)`;
}

export function decimal(value: number): string {
  return value.toFixed(1);
}
