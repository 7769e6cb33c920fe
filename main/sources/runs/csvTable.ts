import { parse } from 'csv-parse/sync';
import { readLines } from './readLines';
import type { Line } from './readLines';
import type { OpenFile } from './row';

/** `line` is the first line of the row. */
export type CsvRow = { line: number } & ({ cells: string[] } | { problem: string });

/** What is to be known before a CSV file can be read. */
export interface CsvShape {
  delimiter: string;
  /** Number of the line that holds the heading, from 1. */
  firstLine: number;
}

/** A quoted cell may hold line ends; one that is still open after so many lines was never meant to. */
const maxLinesOfRow = 200;

/**
 * The rows of a CSV file of any size, its heading included. A quote that is never closed costs the line it stands in,
 * not the rest of the file.
 */
export async function* readCsv(file: OpenFile, shape: CsvShape): AsyncGenerator<CsvRow> {
  let pending: Line[] = [];
  for await (const line of readLines(file)) {
    if (line.number < shape.firstLine) continue;
    pending.push(line);
    if (pending.length < maxLinesOfRow && closedLength(pending) === 0) continue;
    const [rows, rest] = takeRows(pending, shape.delimiter);
    yield* rows;
    pending = rest;
  }
  while (pending.length > 0) {
    const [rows, rest] = takeRows(pending, shape.delimiter);
    yield* rows;
    pending = rest;
  }
}

/** The first row of the lines; where it never closes, its first line is given up and the others are looked at again. */
function takeRows(lines: readonly Line[], delimiter: string): [CsvRow[], Line[]] {
  const [first] = lines;
  if (!first) return [[], []];
  if (first.text === null) return [[{ line: first.number, problem: 'is longer than 64 MB' }], lines.slice(1)];
  const length = closedLength(lines);
  if (length === 0)
    return [[{ line: first.number, problem: 'has a quoted cell that is never closed' }], lines.slice(1)];
  const text = lines
    .slice(0, length)
    .map((line) => line.text)
    .join('\n');
  const rows = text.trim() === '' ? [] : [rowOfText(first.number, text, delimiter)];
  return [rows, lines.slice(length)];
}

/** How many lines the first row takes: as many as make its quotes even in number; 0 where they never are. */
function closedLength(lines: readonly Line[]): number {
  let quotes = 0;
  for (const [index, line] of lines.entries()) {
    quotes += line.text === null ? 0 : line.text.split('"').length - 1;
    if (quotes % 2 === 0) return index + 1;
  }
  return 0;
}

function rowOfText(line: number, text: string, delimiter: string): CsvRow {
  if (!text.includes('"')) return { line, cells: text.split(delimiter) };
  try {
    const [cells] = parse(text, { delimiter, relax_quotes: true, relax_column_count: true });
    return { line, cells: cells ?? [] };
  } catch {
    return { line, problem: 'is not CSV: a quote stands where none may' };
  }
}
