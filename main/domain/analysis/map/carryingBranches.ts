import type { Instant } from '../../history/records';
import { countUntil } from './sightings';
import type { StreamNode } from './valueStream';

const weekMs = 7 * 86_400_000;
/** A branch carries the process where it has at least so much of a week's runs; where none has, the most used stands for all. */
const leastShare = 0.2;
const leastUses = 2;

/**
 * The branches of a material that carried the process at an instant, in the order they first came: those of the seven
 * days up to its last use by then. A process can live on two for years, while dozens of short ones come and go beside them.
 */
export function carryingBranches({
  branchAt,
  branchName,
}: Pick<StreamNode, 'branchAt' | 'branchName'>): (at: Instant) => string[] {
  const order = new Map([...new Set(branchName)].map((name, place) => [name, place]));
  return (at) => {
    const end = countUntil(branchAt, at);
    const begin = countUntil(branchAt, (branchAt[end - 1] ?? 0) - weekMs);
    const uses = new Map<string, number>();
    for (const name of branchName.slice(begin, end)) uses.set(name, (uses.get(name) ?? 0) + 1);
    const carrying = [...uses].filter(([, count]) => count >= leastUses && count >= (end - begin) * leastShare);
    if (carrying.length === 0) return mostUsed(uses);
    return carrying.map(([name]) => name).sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  };
}

/** Of several used as often, the one that came last. */
function mostUsed(uses: ReadonlyMap<string, number>): string[] {
  let most: [name: string, count: number] | null = null;
  for (const [name, count] of uses) if (!most || count >= most[1]) most = [name, count];
  return most ? [most[0]] : [];
}
