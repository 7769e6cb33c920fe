import { FieldError } from '../../domain/history/parseFields';
import { parseHeader } from '../../domain/history/parseRecord';
import { readCsv } from './csvTable';
import type { CsvShape } from './csvTable';
import { rejectedRow, rowOf } from './row';
import type { Format, Row } from './row';

/** CSV with the fields of a run as heading; `first` is the header of the format where the file begins with one. */
export function csvRuns(shape: CsvShape, first: unknown): Format {
  return {
    name: 'neutral history format as CSV',
    async *read(file) {
      if (first !== null) {
        const parsed = parseHeader(first);
        yield parsed.ok ? { line: 1, header: parsed.header } : rejectedRow(1, parsed.reason);
      }
      let heading: string[] | null = null;
      for await (const row of readCsv(file, shape)) {
        if ('problem' in row) yield rejectedRow(row.line, row.problem);
        else if (heading === null) heading = row.cells.map((name) => name.trim());
        else yield runRow(row.line, heading, row.cells);
      }
    },
  };
}

const jsonColumns = new Set(['stages', 'revisions', 'changes', 'upstream', 'marks']);
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

function runRow(line: number, heading: readonly string[], cells: readonly string[]): Row {
  const id = cells[heading.indexOf('id')] ?? null;
  if (cells.length > heading.length) return rejectedRow(line, 'has more cells than the heading', id);
  const fields: Record<string, unknown> = { record: 'run' };
  try {
    heading.forEach((name, column) => {
      const cell = cells[column] ?? '';
      if (name !== '' && cell !== '') put(fields, name.split('.'), cellValue(name, cell), name);
    });
  } catch (error) {
    if (error instanceof FieldError) return rejectedRow(line, error.message, id);
    throw error;
  }
  return rowOf(line, withoutHoles(fields));
}

function cellValue(name: string, cell: string): unknown {
  if (!jsonColumns.has(name)) return cell;
  if (!cell.trimStart().startsWith('[')) {
    if (name === 'upstream') return [cell];
    if (name === 'marks') return cell.split(/[\s,;|]+/).filter(Boolean);
  }
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    throw new FieldError(name, 'is not JSON');
  }
}

/** Puts a value at a dotted path; a part that is a number is a place in a list. */
function put(fields: Record<string, unknown>, path: readonly string[], value: unknown, name: string): void {
  let at: Record<string, unknown> = fields;
  path.forEach((part, depth) => {
    if (part === '' || forbidden.has(part) || (Array.isArray(at) && !/^\d{1,3}$/.test(part))) {
      throw new FieldError(name, 'is a column name that is not allowed');
    }
    if (depth === path.length - 1) {
      if (at[part] !== undefined && part !== 'record') throw new FieldError(name, 'is given twice');
      at[part] = value;
      return;
    }
    at[part] ??= /^\d+$/.test(path[depth + 1] ?? '') ? [] : {};
    const next = at[part];
    if (typeof next !== 'object' || next === null) throw new FieldError(name, 'is given twice');
    at = next as Record<string, unknown>;
  });
}

function withoutHoles(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((entry) => entry !== undefined).map(withoutHoles);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withoutHoles(entry)]));
}
