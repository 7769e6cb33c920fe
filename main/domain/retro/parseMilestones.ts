import * as v from 'valibot';
import type { Instant } from '../history/records';
import { printInstant, printMoment } from '../time/instant';
import { parseWhen } from '../time/zone';
import { detectionFamilies, milestoneKinds, type Anchor, type Detected, type Milestone } from './milestone';
import { problemOf } from './problemOf';

const text = v.string();
const anchor = v.variant('to', [
  v.object({ to: v.literal('run'), run: text }),
  v.object({ to: v.literal('stage'), pipeline: text, stage: text }),
  v.object({ to: v.literal('edge'), from: text, into: text }),
  v.object({ to: v.literal('date'), at: text }),
]);

const fact = { family: v.picklist(detectionFamilies), series: text };

/** The file `milestones --add` takes. A missing `id` is made by `makeId`; what is added is accepted. */
export function parseMilestones(
  value: unknown,
  zone: string,
  makeId: () => string,
): { ok: true; milestones: Milestone[] } | { ok: false; problem: string } {
  const moment = v.pipe(
    text,
    v.check((at) => parseWhen(at, zone) !== null, 'must be a date or an instant with its zone'),
    v.transform((at): Instant => parseWhen(at, zone) ?? 0),
  );
  const milestone = v.object({
    id: v.optional(v.nullable(v.pipe(text, v.minLength(1, 'must not be empty'))), null),
    at: moment,
    until: v.optional(v.nullable(moment), null),
    kind: v.picklist(milestoneKinds, `must be one of ${milestoneKinds.join(', ')}`),
    title: v.pipe(text, v.minLength(1, 'must not be empty')),
    text: v.optional(text, ''),
    gained: v.optional(v.nullable(text), ''),
    cost: v.optional(v.nullable(text), ''),
    tags: v.optional(v.array(text), []),
    author: v.optional(v.nullable(text), ''),
    anchors: v.optional(v.array(anchor), []),
    detected: v.optional(
      v.nullable(
        v.object({
          ...fact,
          facts: v.optional(v.array(v.object({ ...fact, text })), []),
          window: v.object({ from: moment, to: moment }),
          strength: v.number(),
        }),
      ),
      null,
    ),
  });
  const parsed = v.safeParse(v.object({ milestones: v.array(milestone) }), value);
  if (!parsed.success) return { ok: false, problem: problemOf(parsed.issues) };
  const milestones: Milestone[] = [];
  for (const one of parsed.output.milestones) {
    if (one.until !== null && one.until < one.at) {
      return { ok: false, problem: `the milestone “${one.title}” ends (until) before it begins (at)` };
    }
    const anchors = one.anchors.map((to): Anchor =>
      to.to === 'date' ? { to: 'date', at: parseWhen(to.at, zone) ?? one.at } : to,
    );
    milestones.push({
      ...one,
      id: one.id ?? makeId(),
      gained: one.gained ?? '',
      cost: one.cost ?? '',
      author: one.author ?? '',
      anchors,
      status: 'accepted',
    });
  }
  return { ok: true, milestones };
}

/** A milestone as `milestones --json` prints it. */
export function printMilestone(milestone: Milestone) {
  return {
    id: milestone.id,
    at: printInstant(milestone.at),
    until: printMoment(milestone.until),
    kind: milestone.kind,
    title: milestone.title,
    text: milestone.text,
    gained: milestone.gained,
    cost: milestone.cost,
    tags: milestone.tags,
    author: milestone.author,
    anchors: milestone.anchors.map((to) => (to.to === 'date' ? { ...to, at: printInstant(to.at) } : to)),
    status: milestone.status,
    detected: milestone.detected ? printDetected(milestone.detected) : null,
  };
}

function printDetected({ family, series, facts, window, strength }: Detected) {
  return { family, series, facts, window: { from: printInstant(window.from), to: printInstant(window.to) }, strength };
}
