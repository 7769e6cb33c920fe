import type { EvidenceRow, EvidenceSide } from '../evidenceReport';
import { median } from '../statistics';
import { isClear } from './effect';
import type { Effect } from './effect';
import type { Observation, WeekTrials } from './observation';
import { proportionDifference } from './proportionDifference';
import type { Trials } from './proportionDifference';
import { rateRatio } from './rateRatio';
import { sentenceOf } from './sentence';
import { wasAlreadyChanging } from './trend';
import { typicalRatio } from './typicalRatio';

const leastWeeks = 4;
const leastEvents = 10;
const leastTrialsASide = 20;
const leastFailures = 5;
const leastValuesASide = 8;

/** One row of the card: both sides with their raw numbers, and the effect only where there is enough to say. */
export function evidenceRow(seen: Observation): EvidenceRow {
  const effect = hasEnough(seen) ? effectOf(seen) : null;
  const verdict = effect === null ? 'not enough data' : isClear(effect) ? 'clear' : 'not clear';
  const [before, after] = [sideOf(seen, 'before'), sideOf(seen, 'after')];
  const warnings = [...seen.warnings];
  if (effect && 'addedOne' in effect && effect.addedOne) {
    warnings.push('Some values are 0, so 1 was added to all of them before taking ratios.');
  }
  if (effect && verdict === 'clear' && wasAlreadyChanging(seen, effect)) {
    warnings.push('It was already changing in the same direction before.');
  }
  const sentence = sentenceOf(seen, { effect, verdict });
  return {
    measure: seen.measure,
    ...(seen.of === undefined ? {} : { of: seen.of }),
    ...{ before, after },
    effect: effect && { kind: effect.kind, value: effect.value, low: effect.low, high: effect.high },
    ...{ verdict, sentence, warnings },
  };
}

/** The least that an interval is given for; below it there are only raw counts. */
function hasEnough(seen: Observation): boolean {
  if (seen.before.length < leastWeeks || seen.after.length < leastWeeks) return false;
  switch (seen.family) {
    case 'rate':
      return total(seen.before) + total(seen.after) >= leastEvents;
    case 'proportion': {
      const sides = [trialsOf(seen.before), trialsOf(seen.after)];
      const failures = sides.map(({ count, total: all }) => (seen.words.countsFailures ? count : all - count));
      return sides.every((side) => side.total >= leastTrialsASide) && total(failures) >= leastFailures;
    }
    case 'magnitude':
      return seen.before.flat().length >= leastValuesASide && seen.after.flat().length >= leastValuesASide;
  }
}

function effectOf(seen: Observation): Effect {
  switch (seen.family) {
    case 'rate':
      return rateRatio(seen.before, seen.after);
    case 'proportion':
      return proportionDifference(trialsOf(seen.before), trialsOf(seen.after));
    case 'magnitude':
      return typicalRatio(seen.before.flat(), seen.after.flat());
  }
}

function sideOf(seen: Observation, side: 'before' | 'after'): EvidenceSide {
  switch (seen.family) {
    case 'rate': {
      const weeks = seen[side].length;
      const count = total(seen[side]);
      return { value: weeks === 0 ? null : count / weeks, count, weeks };
    }
    case 'proportion': {
      const trials = trialsOf(seen[side]);
      return { value: trials.total === 0 ? null : trials.count / trials.total, ...trials };
    }
    case 'magnitude': {
      const values = seen[side].flat();
      return { value: median(values), n: values.length };
    }
  }
}

export function trialsOf(weeks: readonly WeekTrials[]): Trials {
  return { count: total(weeks.map(({ count }) => count)), total: total(weeks.map((week) => week.total)) };
}

export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
