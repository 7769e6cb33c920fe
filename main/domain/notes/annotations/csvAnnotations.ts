import type { Milestone } from '../../retro/milestone';
import { printMilestone } from '../../retro/parseMilestones';
import {
  accepted,
  readAnnotations,
  withZone,
  type RawAnnotation,
  type ReadAnnotations,
  type ReadingHow,
} from './annotations';
import { parseCsv, printCsv } from './csvText';
import { parseJson } from './jsonAnnotations';

const columns = ['id', 'at', 'until', 'kind', 'title', 'text', 'gained', 'cost', 'tags', 'author', 'anchors'] as const;
type Column = (typeof columns)[number];

/** What other programs call our columns. */
const otherNames: Record<string, Column> = {
  date: 'at',
  time: 'at',
  start: 'at',
  'start date': 'at',
  end: 'until',
  'end date': 'until',
  type: 'kind',
  name: 'title',
  subject: 'title',
  summary: 'title',
  headline: 'title',
  description: 'text',
  notes: 'text',
};

/** Every accepted milestone as a row (RFC 4180), to be edited in a spreadsheet and read again. */
export function printCsvAnnotations(milestones: readonly Milestone[]): string {
  const rows = accepted(milestones).map((one) => {
    const printed = printMilestone(one);
    const cells = {
      ...printed,
      until: printed.until ?? '',
      tags: printTags(one.tags),
      anchors: one.anchors.length > 0 ? JSON.stringify(printed.anchors) : '',
    };
    return columns.map((column) => cells[column]);
  });
  return printCsv([[...columns], ...rows]);
}

/** Needs a header with at least a date and a title, in our words or those of a calendar; null where there is none. */
export function parseCsvAnnotations(text: string, how: ReadingHow): ReadAnnotations | null {
  const [header, ...rows] = parseCsv(text);
  const names = header?.cells.map((cell) => columnOf(cell));
  if (!names?.includes('at') || !names.includes('title')) return null;
  const raws = rows
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ cells, line }) => ({ where: `line ${String(line)}`, raw: rawOf(names, cells, how.zone) }));
  return readAnnotations(raws, how);
}

function columnOf(cell: string): Column | null {
  const name = cell.trim().toLowerCase();
  return (
    columns.find((column) => column === name) ?? (Object.hasOwn(otherNames, name) ? (otherNames[name] ?? null) : null)
  );
}

function rawOf(names: readonly (Column | null)[], cells: readonly string[], zone: string): RawAnnotation | string {
  if (cells.length > names.length) return 'has more cells than the header';
  const raw: RawAnnotation = { kind: 'note' };
  names.forEach((name, i) => {
    const cell = cells[i] ?? '';
    if (name === null || cell === '') return;
    if (name === 'at' || name === 'until') raw[name] = withZone(cell, zone);
    else if (name === 'tags') raw[name] = parseTags(cell);
    else if (name === 'anchors') raw[name] = parseJson(cell) ?? cell;
    else raw[name] = name === 'kind' ? cell.trim().toLowerCase() : cell;
  });
  return raw;
}

/** `a; b` where that can be read again, else a list in JSON. */
function printTags(tags: readonly string[]): string {
  const isPlain = tags.every((tag) => tag !== '' && tag.trim() === tag && !/[;,]|^\[/.test(tag));
  return isPlain ? tags.join('; ') : JSON.stringify(tags);
}

function parseTags(cell: string): unknown {
  const list = cell.startsWith('[') ? parseJson(cell) : undefined;
  if (list !== undefined) return list;
  return cell
    .split(/[;,]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}
