/** What a name begins with, and the places in the list of those whose names do. */
export interface NameGroup {
  prefix: string;
  members: number[];
}

/** Fewer are no group. */
export const leastMembers = 3;
/**
 * Names that begin with the same words (`billing-1-build`, `billing-2-test`) belong together. Words end at anything
 * but letters and digits, and before a capital. Names that share their beginning with too few others are in no group.
 */
export function nameGroups(names: readonly string[]): NameGroup[] {
  const words = names.map(wordsOf);
  return split(
    names.map((_, index) => index),
    0,
    names,
    words,
  );
}

interface Word {
  text: string;
  /** Where it ends in the name. */
  end: number;
}

function wordsOf(name: string): Word[] {
  return [...name.matchAll(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+|\p{N}+/gu)].map((match) => ({
    text: match[0].toLowerCase(),
    end: match.index + match[0].length,
  }));
}

function split(
  members: readonly number[],
  depth: number,
  names: readonly string[],
  words: readonly Word[][],
): NameGroup[] {
  const buckets = new Map<string, number[]>();
  for (const member of members) {
    const word = words[member]?.[depth]?.text;
    if (word === undefined) continue;
    const bucket = buckets.get(word);
    if (bucket) bucket.push(member);
    else buckets.set(word, [member]);
  }
  return [...buckets.values()].flatMap((bucket) => {
    if (bucket.length < leastMembers) return [];
    const shared = sharedDepth(bucket, depth, words);
    // A beginning that most names share says nothing: what follows it does.
    const parts = bucket.length * 2 > names.length ? split(bucket, shared + 1, names, words) : [];
    const covered = parts.reduce((sum, part) => sum + part.members.length, 0);
    if (parts.length > 1 && covered * 2 > bucket.length) return parts;
    const first = bucket[0] ?? 0;
    return [{ prefix: names[first]?.slice(0, words[first]?.[shared]?.end) ?? '', members: bucket }];
  });
}

/** The last word all of them begin with alike, but for one that is the whole of a name. */
function sharedDepth(members: readonly number[], depth: number, words: readonly Word[][]): number {
  const [first] = members;
  let shared = depth;
  for (;;) {
    const next = words[first ?? -1]?.[shared + 1]?.text;
    if (next === undefined || members.some((member) => words[member]?.[shared + 1]?.text !== next)) return shared;
    if (members.some((member) => (words[member]?.length ?? 0) <= shared + 2)) return shared;
    shared += 1;
  }
}
