import type { StructuralMilestone } from '../structure/change';
import type { NumberChange } from './numberChanges';

/** What will be told as one suggestion: a turn in structure, changes of numbers at about that time, or both. */
export interface Gathered {
  structure: StructuralMilestone | null;
  /** Strongest first. */
  numbers: NumberChange[];
}

const nearMs = 14 * 86_400_000;

/**
 * Puts together what belongs together: numbers that changed where something in structure did (inside the location set,
 * 14 days more on each side) go with it, of several with the nearest; other changes whose location sets overlap the
 * strongest one's go with that.
 */
export function gather(structures: readonly StructuralMilestone[], changes: readonly NumberChange[]): Gathered[] {
  const gathered = structures.map((structure): Gathered => ({ structure, numbers: [] }));
  const alone: Gathered[] = [];
  for (const change of [...changes].sort(byStrength)) {
    const home = nearest(gathered, change) ?? alone.find((one) => joins(one, change));
    if (home) home.numbers.push(change);
    else alone.push({ structure: null, numbers: [change] });
  }
  return [...gathered, ...alone];
}

function nearest(gathered: readonly Gathered[], { window, at }: NumberChange): Gathered | undefined {
  const distance = ({ structure }: Gathered): number => Math.abs((structure?.changes[0].at ?? Infinity) - at);
  const inside = gathered.filter(({ structure }) => {
    const moment = structure?.changes[0].at ?? Infinity;
    return window.from - nearMs <= moment && moment <= window.to + nearMs;
  });
  return inside.sort((a, b) => distance(a) - distance(b))[0];
}

/** Two changes of one series are never the same change. */
function joins({ numbers }: Gathered, change: NumberChange): boolean {
  const [strongest] = numbers;
  if (!strongest || numbers.some((one) => one.of.name === change.of.name)) return false;
  return strongest.window.from <= change.window.to && change.window.from <= strongest.window.to;
}

function byStrength(a: NumberChange, b: NumberChange): number {
  return b.strength - a.strength || (a.of.name < b.of.name ? -1 : 1) || a.at - b.at;
}
