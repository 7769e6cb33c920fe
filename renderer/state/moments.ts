import type { Instant } from '../../main/domain/history/records';
import type { Milestone } from '../../main/domain/retro/milestone';

/** A milestone somebody just put on the timeline; the rest is typed in its card. */
export function newMilestone(id: string, at: Instant, author: string): Milestone {
  return {
    id,
    at,
    until: null,
    kind: 'highlight',
    title: 'New milestone',
    text: '',
    gained: '',
    cost: '',
    tags: [],
    author,
    anchors: [{ to: 'date', at }],
    status: 'accepted',
  };
}

/** What changes when it is moved: its stretch and its date move along, what else it hangs on stays. */
export function moved(milestone: Milestone, at: Instant): Pick<Milestone, 'at' | 'until' | 'anchors'> {
  const until = milestone.until === null ? null : milestone.until + (at - milestone.at);
  const anchors = milestone.anchors.map((anchor) => (anchor.to === 'date' ? { to: 'date' as const, at } : anchor));
  return { at, until, anchors };
}

/** The kinds as people read them. */
export const kindNames: Record<Milestone['kind'], string> = {
  highlight: 'Highlight',
  lowlight: 'Lowlight',
  note: 'Note',
};
