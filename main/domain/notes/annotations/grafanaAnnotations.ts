import { isFields, type Fields } from '../../history/parseFields';
import { milestoneKinds, type Milestone } from '../../retro/milestone';
import { printMilestone } from '../../retro/parseMilestones';
import { printInstant } from '../../time/instant';
import { accepted, readAnnotations, type RawAnnotation, type ReadAnnotations, type ReadingHow } from './annotations';
import { parseJson } from './jsonAnnotations';

/** Marks the kind of a milestone among the tags, which is all that Grafana shows. */
const kindTag = 'shiplapse:';

/**
 * Every accepted milestone as Grafana's annotation API takes and gives them (`/api/annotations`): times in milliseconds,
 * a region where there is a `timeEnd`. What Grafana has no field for travels in `data`.
 */
export function printGrafanaAnnotations(milestones: readonly Milestone[]): string {
  const annotations = accepted(milestones).map((one) => {
    const { id, gained, cost, author, anchors } = printMilestone(one);
    return {
      time: one.at,
      ...(one.until !== null && { timeEnd: one.until }),
      text: one.text === '' ? one.title : `${one.title}\n${one.text}`,
      tags: [`${kindTag}${one.kind}`, ...one.tags],
      data: { shiplapse: { id, title: one.title, gained, cost, author, anchors } },
    };
  });
  return `${JSON.stringify(annotations, null, 2)}\n`;
}

/** The reply of `/api/annotations`, one annotation of it, or a file as written above; null where it is neither. */
export function parseGrafanaAnnotations(text: string, how: ReadingHow): ReadAnnotations | null {
  const value = parseJson(text);
  const list: unknown = isFields(value) && 'time' in value ? [value] : value;
  if (!Array.isArray(list)) return null;
  const raws = list.map((one: unknown, i) => ({ where: `annotation ${String(i + 1)}`, raw: rawOf(one) }));
  return readAnnotations(raws, how);
}

function rawOf(one: unknown): RawAnnotation | string {
  if (!isFields(one)) return 'is not an object';
  const at = momentOf(one['time']);
  if (at === null) return 'time: must be a number of milliseconds';
  const end = momentOf(one['timeEnd']);
  const own = ownData(one);
  const all = Array.isArray(one['tags']) ? one['tags'].filter((tag) => typeof tag === 'string') : [];
  const kind = milestoneKinds.find((word) => all.includes(`${kindTag}${word}`)) ?? 'note';
  const id = own['id'] ?? (typeof one['id'] === 'number' ? `grafana-${String(one['id'])}` : null);
  const until = end !== null && end > at ? printInstant(end) : null;
  const author = own['author'] ?? (typeof one['login'] === 'string' ? one['login'] : '');
  const tags = all.filter((tag) => tag !== `${kindTag}${kind}`);
  return { ...own, ...wordsOf(one['text'], own['title']), id, at: printInstant(at), until, kind, tags, author };
}

/** The first line is the title, unless what we wrote says where it ends. */
function wordsOf(value: unknown, title: unknown): { title: string; text: string } {
  const text = typeof value === 'string' ? value : '';
  if (typeof title === 'string' && text === title) return { title, text: '' };
  if (typeof title === 'string' && text.startsWith(`${title}\n`)) return { title, text: text.slice(title.length + 1) };
  const [first = '', ...rest] = text.trim().split(/\r?\n/);
  return { title: first.trim(), text: rest.join('\n').trim() };
}

function ownData(one: Fields): Fields {
  const data = one['data'];
  const own = isFields(data) ? data['shiplapse'] : null;
  if (!isFields(own)) return {};
  const { id, title, gained, cost, author, anchors } = own;
  return Object.fromEntries(
    Object.entries({ id, title, gained, cost, author, anchors }).filter(([, value]) => value !== undefined),
  );
}

function momentOf(value: unknown): number | null {
  const isMoment = typeof value === 'number' && Number.isInteger(value) && value > 0 && value < Date.UTC(9999, 0, 1);
  return isMoment ? value : null;
}
