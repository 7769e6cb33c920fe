import { randomUUID } from 'node:crypto';
import { isFields } from '../domain/history/parseFields';
import { parseAnnotations } from '../domain/notes/annotations/annotationForms';
import { parseJson } from '../domain/notes/annotations/jsonAnnotations';
import type { Milestone } from '../domain/retro/milestone';
import { parseMilestones } from '../domain/retro/parseMilestones';
import { FailureError } from '../failure';

/**
 * The milestones of a text that a retro does not have yet: our own JSON whole or not at all; of other programs'
 * annotations (CSV, calendar, Grafana) what can be read, with the end of a sentence for each one that was left out.
 * Throws a sentence, which begins with `file`, where nothing can be taken.
 */
export function freshMilestones(
  text: string,
  { milestones, zone }: { milestones: readonly Milestone[]; zone: string },
  file: string,
): { fresh: Milestone[]; problems: string[] } {
  const { found, problems, isWhole } = read(text, zone, file);
  const ids = new Set(milestones.map((one) => one.id));
  const fresh: Milestone[] = [];
  for (const one of found) {
    const isNew = ids.size < ids.add(one.id).size;
    if (isNew) fresh.push(one);
    else problems.push(`there is a milestone with the id “${one.id}” already`);
  }
  const [problem] = problems;
  if (problem !== undefined && (isWhole || fresh.length === 0))
    throw new FailureError('wrong_input', `${file}: ${problem}.`);
  return { fresh, problems };
}

function read(text: string, zone: string, file: string): { found: Milestone[]; problems: string[]; isWhole: boolean } {
  const value = parseJson(text);
  if (isFields(value) && 'milestones' in value) {
    const parsed = parseMilestones(value, zone, randomUUID);
    if (!parsed.ok) throw new FailureError('wrong_input', `${file}: ${parsed.problem}.`);
    return { found: parsed.milestones, problems: [], isWhole: true };
  }
  const annotations = parseAnnotations(text, { zone, makeId: randomUUID });
  if (!annotations || annotations.milestones.length + annotations.problems.length === 0) {
    throw new FailureError(
      'unreadable',
      `${file} holds no milestones; give JSON such as {"milestones":[…]}, a CSV table with the columns at and title, a calendar (ICS), or the reply of Grafana's /api/annotations.`,
    );
  }
  return {
    found: annotations.milestones,
    problems: annotations.problems.map(({ where, reason }) => `${where}: ${reason}`),
    isWhole: false,
  };
}
