import path from 'node:path';
import { FieldError } from '../../domain/history/parseFields';
import { toggleId } from '../../domain/history/parseToggle';
import type { Instant, Toggle } from '../../domain/history/records';
import { withZone } from '../../domain/notes/annotations/annotations';
import { parseWhen } from '../../domain/time/zone';
import { readCsv } from './csvTable';
import type { CsvShape } from './csvTable';
import { rejectedRow } from './row';
import type { Format, OpenFile, Row } from './row';

type Column = 'name' | 'from' | 'to' | 'owner';

/** What people call the columns, in lower case with single spaces. */
const names: Record<Column, readonly string[]> = {
  name: ['name', 'toggle', 'feature', 'flag', 'feature toggle', 'feature flag', 'toggle name', 'flag name', 'key'],
  from: ['from', 'start', 'started', 'added', 'created', 'created at', 'introduced', 'since', 'start date', 'added on'],
  to: ['to', 'end', 'ended', 'removed', 'until', 'retired', 'deleted', 'end date', 'removed on', 'removed at'],
  owner: ['owner', 'team', 'maintainer', 'owned by'],
};

/** How people write that a toggle is still there. */
const stillThere = /^(?:-|–|—|open|now|present|ongoing|live|today|null|none|n\/a)?$/i;

/** Whether the heading is one of feature toggles: a name and the date each came. */
export function isToggleHeading(cells: readonly string[]): boolean {
  const columns = cells.map(columnOf);
  return columns.includes('name') && columns.includes('from') && !cells.some((cell) => plain(cell) === 'title');
}

/**
 * A list of feature toggles, one stretch a row. Dates without a time are midnights of the retro's zone, times without a
 * zone are its clock; an empty end means that the toggle is still there. Other columns are kept.
 */
export function csvToggles(shape: CsvShape): Format {
  return {
    name: 'feature toggles as CSV',
    async *read(file) {
      let heading: string[] | null = null;
      for await (const row of readCsv(file, shape)) {
        if ('problem' in row) yield rejectedRow(row.line, row.problem);
        else if (heading === null) heading = row.cells;
        else yield toggleRow(row.line, heading, row.cells, file);
      }
    },
  };
}

function toggleRow(line: number, heading: readonly string[], cells: readonly string[], file: OpenFile): Row {
  const cell = (column: Column): string => cells[heading.findIndex((one) => columnOf(one) === column)]?.trim() ?? '';
  const name = cell('name');
  if (cells.length > heading.length) return rejectedRow(line, 'has more cells than the heading', name || null);
  try {
    if (name === '') throw new FieldError('name', 'is missing');
    if (cell('from') === '') throw new FieldError('from', 'is missing');
    const from = momentOf('from', cell('from'), file.zone);
    const to = stillThere.test(cell('to')) ? null : momentOf('to', cell('to'), file.zone);
    if (to !== null && to < from) throw new FieldError('to', 'is before from');
    const more = otherCells(heading, cells);
    const toggle: Toggle = {
      record: 'toggle',
      source: '',
      id: toggleId(name, from),
      name,
      from,
      to,
      on: null,
      owner: cell('owner') || null,
      origin: path.basename(file.path),
      ...(more && { more }),
    };
    return { line, record: toggle };
  } catch (error) {
    if (error instanceof FieldError) return rejectedRow(line, error.message, name || null);
    throw error;
  }
}

function momentOf(column: Column, text: string, zone: string): Instant {
  const at = parseWhen(withZone(text, zone), zone);
  if (at !== null) return at;
  throw new FieldError(
    column,
    `is no date such as 2024-03-01, and no moment such as 2024-03-01T09:00:00Z: ${JSON.stringify(text.slice(0, 40))}`,
  );
}

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

function otherCells(heading: readonly string[], cells: readonly string[]): Record<string, string> | undefined {
  const others = heading.flatMap((name, i) => {
    const [column, cell] = [name.trim(), cells[i]?.trim() ?? ''];
    const isOther = columnOf(name) === null && column !== '' && cell !== '' && !forbidden.has(column);
    return isOther ? [[column, cell] as const] : [];
  });
  return others.length > 0 ? Object.fromEntries(others) : undefined;
}

function columnOf(cell: string): Column | null {
  const columns = Object.keys(names) as Column[];
  return columns.find((column) => names[column].includes(plain(cell))) ?? null;
}

function plain(cell: string): string {
  return cell
    .replace(/[\s_]+/g, ' ')
    .trim()
    .toLowerCase();
}
