import { isFields } from '../../history/parseFields';
import type { Milestone } from '../../retro/milestone';
import { printMilestone } from '../../retro/parseMilestones';
import { accepted, readAnnotations, type ReadAnnotations, type ReadingHow } from './annotations';

/** The file `milestones --add` takes, with every accepted milestone. */
export function printJsonAnnotations(milestones: readonly Milestone[]): string {
  return `${JSON.stringify({ milestones: accepted(milestones).map(printMilestone) }, null, 2)}\n`;
}

/** `{"milestones":[…]}` or a bare list; null where the text is neither. */
export function parseJsonAnnotations(text: string, how: ReadingHow): ReadAnnotations | null {
  const value = parseJson(text);
  const list = isFields(value) ? value['milestones'] : value;
  if (!Array.isArray(list)) return null;
  const raws = list.map((raw: unknown, i) => ({
    where: `milestone ${String(i + 1)}`,
    raw: isFields(raw) ? { kind: 'note', ...raw } : 'is not an object',
  }));
  return readAnnotations(raws, how);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined;
  }
}
