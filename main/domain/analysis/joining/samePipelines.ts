import type { Run } from '../../history/records';
import type { Stream, StreamMember } from '../../retro/environmentMap';

/** One or two runs may look alike by accident; names and numbers begin anew everywhere. */
const fewestRuns = 3;

type Member = Required<StreamMember>;

/**
 * Pipelines that several sources tell of, each as one stream: those at least three runs of which are the same. A run counts
 * as that of one source only; without this its pipeline would end in the other one there. Where one source has two
 * pipelines for what is one in another, they stay apart, as nobody can say which of them the rest belongs to.
 */
export function samePipelines(twice: ReadonlyMap<Run, Run>): Stream[] {
  const pairs = new Map<string, { other: Member; counted: Member; runs: number }>();
  for (const [other, counted] of twice) {
    const key = JSON.stringify([keyOf(other), keyOf(counted)].sort());
    const pair = pairs.get(key) ?? { other: memberOf(other), counted: memberOf(counted), runs: 0 };
    // Runs come by time: the newest says which of the two is counted now.
    pairs.set(key, { other: memberOf(other), counted: memberOf(counted), runs: pair.runs + 1 });
  }
  const groups = [...pairs.values()]
    .filter(({ runs }) => runs >= fewestRuns)
    .reduce<Member[][]>((known, { other, counted }) => together(known, [other, counted]), []);
  return groups.flatMap((of): Stream[] => {
    const isClear = new Set(of.map(({ source }) => source)).size === of.length;
    return isClear ? [{ name: of.at(-1)?.pipeline ?? '', of }] : [];
  });
}

/** Groups that have a member in common are one; who joins last comes last. */
function together(groups: readonly Member[][], pair: readonly Member[]): Member[][] {
  const keys = new Set(pair.map(keyOf));
  const met = groups.filter((group) => group.some((member) => keys.has(keyOf(member))));
  const before = met.flat().filter((member) => !keys.has(keyOf(member)));
  return [...groups.filter((group) => !met.includes(group)), [...before, ...pair]];
}

function memberOf({ source, pipeline }: Run): Member {
  return { source, pipeline };
}

function keyOf({ source, pipeline }: Member): string {
  return JSON.stringify([source, pipeline]);
}
