import { fieldsOf, isFields } from '../history/parseFields';
import { printInstant } from '../time/instant';
import { instantFields } from './fields';
import { mergeNotes } from './mergeNotes';
import { compareWrites, noNotes, type NotesDocument, type NoteWrite } from './noteWrite';
import { parseWrite } from './parseNotes';

/** The version of notes files that is written, and the newest that is read. */
export const notesVersion = 1;

/** A line of a notes file that was left out, counted from 1, and why. */
export interface LineProblem {
  line: number;
  reason: string;
}

export type ParsedNotesFile =
  { ok: true; notes: NotesDocument; retro: string | null; problems: LineProblem[] } | { ok: false; problem: string };

/**
 * Notes as a small file to pass on or to keep in a repository: one write a line, always in the same order, so that a
 * comparison of two shows what somebody wrote. The first line says what the file is.
 */
export function printNotesFile(notes: NotesDocument, retro: string): string {
  const header = JSON.stringify({ record: 'notes', version: notesVersion, retro });
  const lines = [...notes.writes].sort(compareWrites).map(printWrite);
  return `${[header, ...lines].join('\n')}\n`;
}

/** Never throws. Lines that cannot be read are left out and named; a file of a newer version is refused as a whole. */
export function parseNotesFile(text: string): ParsedNotesFile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = parseJson(lines[0] ?? '');
  if (!isFields(header) || header['record'] !== 'notes') {
    return { ok: false, problem: 'is not a notes file: its first line does not say {"record":"notes",…}' };
  }
  const version = header['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return { ok: false, problem: 'does not say which version of the notes format it has' };
  }
  if (version > notesVersion) return { ok: false, problem: newerVersion(version) };
  const retro = typeof header['retro'] === 'string' ? header['retro'] : null;
  return { ok: true, retro, ...parseLines(lines.slice(1)) };
}

function newerVersion(version: number): string {
  return `has version ${String(version)} of the notes format, this program reads up to version ${String(notesVersion)}; update the program to read it`;
}

function parseLines(lines: readonly string[]): { notes: NotesDocument; problems: LineProblem[] } {
  const writes: NoteWrite[] = [];
  const problems: LineProblem[] = [];
  lines.forEach((text, i) => {
    if (text.trim() === '') return;
    const value = parseJson(text);
    const parsed = value === undefined ? ({ ok: false, reason: 'is not JSON' } as const) : parseLine(value);
    if (parsed.ok) writes.push(parsed.write);
    else problems.push({ line: i + 2, reason: parsed.reason });
  });
  return { notes: mergeNotes(noNotes, { writes }), problems };
}

function parseLine(value: unknown): ReturnType<typeof parseWrite> {
  if (!isFields(value) || fieldsOf(value)['record'] !== 'note') return { ok: false, reason: 'is not a note' };
  return parseWrite(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function printWrite({ id, kind, of, field, value, author, at, replaces }: NoteWrite): string {
  const printed = printValue(kind, field, value);
  const shown = value === undefined ? {} : { value: printed };
  return JSON.stringify({ record: 'note', kind, of, field, ...shown, author, at: printMoment(at), id, replaces });
}

function printValue(kind: NoteWrite['kind'], field: string, value: unknown): unknown {
  if (instantFields[kind].has(field)) return printMoment(value);
  if (field !== 'anchors' || !Array.isArray(value)) return value;
  return value.map((anchor: unknown) =>
    isFields(anchor) && 'at' in anchor ? { ...anchor, at: printMoment(anchor['at']) } : anchor,
  );
}

const firstYear = -62_135_596_800_000;
const lastYear = Date.UTC(9999, 11, 31);

/** Text where RFC 3339 has one for it, else the number itself. */
function printMoment(value: unknown): unknown {
  const isPrintable = typeof value === 'number' && Number.isInteger(value) && value > firstYear && value < lastYear;
  return isPrintable ? printInstant(value) : value;
}
