import type { Instant, Span } from '../../history/records';
import type { Suggestion } from './detected';
import { suggestionId } from './suggestionId';

const weekMs = 7 * 86_400_000;
const leastWeeks = 8;
const leastDeployments = 5;

/** Deployments from one branch that is not the main one, from the first that is known on. */
export interface StartingBranch {
  material: string;
  branch: string;
  /** The main branch, where known. */
  main: string | null;
  /** Start of the first deployment's run; start of the one that left the branch, null while it goes on. */
  from: Instant;
  left: Instant | null;
  /** Deployments in that time: all, and those from the branch. */
  total: number;
  count: number;
  run: string;
  /** How long the branch lived by its commits, where they are known. */
  lifetimeDays: number | null;
}

/** That history begins on a long-lived branch: no change, but where the story starts. Null where it was a short time. */
export function startingBranchSuggestion(
  stretch: StartingBranch,
  known: Span,
  penalty: number,
  target: string,
): Suggestion | null {
  const { material, branch, main, from, left, count, total, lifetimeDays } = stretch;
  const weeks = Math.round(((left ?? known.to) - from) / weekMs);
  if (weeks < leastWeeks || count < leastDeployments) return null;
  const series = `branch:${material}`;
  const instead = main === null ? '' : `, not from ${main}`;
  const lived = lifetimeDays === null ? '' : ` The branch was ${Math.round(lifetimeDays)} days old by then.`;
  const text = `From the first known deployment on, ${count} of ${total} deployments over ${weeks} weeks came from ${branch}${instead}.${lived}`;
  return {
    ...{ id: suggestionId(series, 'start'), at: from, until: left, kind: 'highlight' },
    title: `${target} was deployed from the branch ${branch}${instead}, for ${weeks} weeks`,
    ...{ text, gained: '', cost: '', tags: ['branching'], author: '', status: 'suggested' },
    anchors: [{ to: 'run', run: stretch.run }],
    detected: {
      ...{ family: 'structure', series, window: { from: known.from, to: from } },
      facts: [{ family: 'structure', series, text }],
      strength: againstHalf(count, total) - penalty,
    },
  };
}

/** Likelihood ratio of the share seen against one deployment in two. */
function againstHalf(count: number, total: number): number {
  const rest = total - count;
  const part = (of: number): number => (of === 0 ? 0 : of * Math.log((2 * of) / total));
  return 2 * (part(count) + part(rest));
}
