import type { PathStep, Signature } from './signature';

/** Steps that are the same under another name, and tools everything moved to. */
export interface Renames {
  /** Today's name of a step that was called otherwise. */
  nameOf: (key: string) => string;
  /** Moves of nearly all steps at once, by index of the first deployment after it. */
  moves: { at: number; from: string; to: string }[];
}

const enoughJobs = 0.5;
const nearlyAll = 0.8;

/**
 * A stage that vanishes while one appears at the same place with at least half of the jobs in common (Jaccard) was
 * renamed. Where more than 80 % of the stages come back with another prefix everything moved.
 */
export function findRenames(signatures: readonly Signature[]): Renames {
  const later = new Map<string, string>();
  const moves: Renames['moves'] = [];
  for (let at = 1; at < signatures.length; at += 1) {
    const before = (signatures[at - 1] as Signature).steps;
    const after = (signatures[at] as Signature).steps;
    if (!differ(before, after)) continue;
    const move = prefixMove(before, after);
    if (move) moves.push({ at, from: move.from, to: move.to });
    for (const [old, now] of move?.pairs ?? renamedAtSamePlace(before, after)) {
      // What was ever seen beside each other is not one thing under two names.
      if (!together(signatures, old, now) && finalName(later, now) !== old) later.set(old, now);
    }
  }
  return { nameOf: (key) => finalName(later, key), moves };
}

function finalName(later: ReadonlyMap<string, string>, key: string): string {
  let name = key;
  const seen = new Set([key]);
  for (let next = later.get(name); next !== undefined && !seen.has(next); next = later.get(name)) {
    seen.add(next);
    name = next;
  }
  return name;
}

function together(signatures: readonly Signature[], one: string, other: string): boolean {
  return signatures.some(({ steps }) => steps.some((a) => a.key === one) && steps.some((b) => b.key === other));
}

function differ(before: readonly PathStep[], after: readonly PathStep[]): boolean {
  return before.length !== after.length || before.some((step, place) => step.key !== after[place]?.key);
}

type Pair = [old: string, now: string];

/** Between two steps that stayed, those that vanished and those that appeared lie at the same place. */
function renamedAtSamePlace(before: readonly PathStep[], after: readonly PathStep[]): Pair[] {
  const stayed = new Set(after.map((step) => step.key));
  const known = new Set(before.map((step) => step.key));
  const vanished = placesOf(before, (key) => stayed.has(key));
  const appeared = placesOf(after, (key) => known.has(key));
  return [...vanished].flatMap(([place, gone]) => pairsOf(gone, appeared.get(place) ?? []));
}

/** Steps that did not stay, by the one that stayed before them. */
function placesOf(steps: readonly PathStep[], stays: (key: string) => boolean): Map<string, PathStep[]> {
  const places = new Map<string, PathStep[]>();
  let place = '';
  for (const step of steps) {
    if (stays(step.key)) place = step.key;
    else places.set(place, [...(places.get(place) ?? []), step]);
  }
  return places;
}

function pairsOf(gone: readonly PathStep[], come: readonly PathStep[]): Pair[] {
  const free = [...come];
  return gone.flatMap((old): Pair[] => {
    const place = free.findIndex((now) => overlap(old.jobs, now.jobs) >= enoughJobs);
    const [now] = place < 0 ? [] : free.splice(place, 1);
    return now ? [[old.key, now.key]] : [];
  });
}

/** Jaccard index of two lists of names; 0 where both are empty, as nothing then says that they are the same. */
export function overlap(some: readonly string[], others: readonly string[]): number {
  const union = new Set([...some, ...others]);
  const both = some.filter((one) => others.includes(one)).length;
  return union.size === 0 ? 0 : both / union.size;
}

function prefixMove(before: readonly PathStep[], after: readonly PathStep[]) {
  const now = new Set(after.map((step) => step.key));
  const pairsOfMove = new Map<string, Pair[]>();
  const known = new Set(before.map((step) => step.key));
  for (const { key: old } of before) {
    if (now.has(old)) continue;
    for (const { key } of after) {
      const prefixes = known.has(key) ? null : prefixesOf(old, key);
      if (prefixes === null) continue;
      const name = JSON.stringify(prefixes);
      pairsOfMove.set(name, [...(pairsOfMove.get(name) ?? []), [old, key]]);
    }
  }
  const [most] = [...pairsOfMove].sort(([, a], [, b]) => b.length - a.length);
  if (!most || most[1].length <= nearlyAll * before.length || most[1].length < 2) return null;
  const [from, to] = JSON.parse(most[0]) as Pair;
  return { from: from.replace(/[-_./\s]+$/, ''), to: to.replace(/[-_./\s]+$/, ''), pairs: most[1] };
}

/** What two names begin with before they go on alike, cut at the end of a word; null where they end differently. */
function prefixesOf(old: string, now: string): Pair | null {
  let alike = 0;
  while (alike < Math.min(old.length, now.length) && old.at(-1 - alike) === now.at(-1 - alike)) alike += 1;
  while (alike > 0 && !isWordStart(old, old.length - alike, now, now.length - alike)) alike -= 1;
  return alike === 0 ? null : [old.slice(0, old.length - alike), now.slice(0, now.length - alike)];
}

function isWordStart(old: string, oldAt: number, now: string, nowAt: number): boolean {
  const ends = (text: string, at: number): boolean => at === 0 || /[-_./\s]/.test(text.charAt(at - 1));
  return ends(old, oldAt) && ends(now, nowAt);
}
