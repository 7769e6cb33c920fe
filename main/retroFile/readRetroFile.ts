import { createHash } from 'node:crypto';
import { isHeader, parseHeader } from '../domain/history/header';
import { parseRecord } from '../domain/history/parseRecord';
import type { HistoryRecord, SourceCoverage } from '../domain/history/records';
import type { NotesDocument } from '../domain/notes/noteWrite';
import { parseNotesFile, type LineProblem } from '../domain/notes/notesFile';
import { keepNotes } from '../domain/notes/retroNotes';
import type { Retro } from '../domain/retro/retro';
import { limits, type Limits } from './limits';
import { manifestName, notesName, parseManifest, retroName, type Manifest } from './manifest';
import { parseRetroPart } from './retroPart';
import { openZip, refuse, type CheckedZip } from './zipEntries';

/** A retro file whose every part has the checksum of its table of contents. Close it when done. */
export interface RetroFile {
  manifest: Manifest;
  /** With its notes kept in it. */
  retro: Retro;
  notes: NotesDocument;
  /** Lines of the notes that could not be read; only a file made by something else has any. */
  noteProblems: LineProblem[];
  /** What each source covers, and all its records in order. Read from the file as they are asked for. */
  sources(): AsyncGenerator<{ coverage: SourceCoverage; records: AsyncGenerator<HistoryRecord[]> }>;
  close(): void;
}

/**
 * Reads a retro file under the limits that hold for files of strangers. Nothing is unpacked to a disk. Throws
 * `unreadable` with a sentence where it is damaged, made by a newer version or not a retro file; `wrong_input` where
 * there is no such file.
 */
export async function readRetroFile(file: string, most: Limits = limits): Promise<RetroFile> {
  const zip = await openZip(file, most);
  try {
    const manifest = await readManifest(zip, file, most);
    checkParts(zip, manifest, file);
    const texts = await verifyParts(zip, manifest, file, most);
    const retro = parseRetroPart(parseJson(texts.retro, file, retroName));
    if (!retro.ok) throw refuse(file, `has a damaged part ${retroName}, which ${retro.problem}`);
    const notes = parseNotesFile(texts.notes);
    if (!notes.ok) throw refuse(file, `has a part ${notesName} that ${notes.problem}`);
    return {
      manifest,
      retro: keepNotes(retro.retro, notes.notes),
      notes: notes.notes,
      noteProblems: notes.problems,
      sources: () => readSources(zip, manifest, file, most),
      close: () => {
        zip.close();
      },
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readManifest(zip: CheckedZip, file: string, most: Limits): Promise<Manifest> {
  if (!zip.names.includes(manifestName)) throw refuse(file, `is not a retro file: it has no ${manifestName}`);
  const text = await readText(zip, file, manifestName, most);
  const parsed = parseManifest(parseJson(text, file, manifestName));
  if (!parsed.ok) throw refuse(file, parsed.problem);
  return parsed.manifest;
}

function checkParts(zip: CheckedZip, manifest: Manifest, file: string): void {
  const listed = new Set([manifestName, ...manifest.parts.map(({ path }) => path)]);
  if (listed.size !== manifest.parts.length + 1) throw refuse(file, 'lists a part twice');
  const stray = zip.names.find((name) => !listed.has(name));
  if (stray !== undefined) throw refuse(file, `holds a part (${stray}) that it does not list`);
  const missing = [...listed, retroName, notesName].find((name) => !zip.names.includes(name));
  if (missing !== undefined) throw refuse(file, `lacks its part ${missing}`);
}

/** Checks every part; the texts of the small ones are kept. */
async function verifyParts(zip: CheckedZip, manifest: Manifest, file: string, most: Limits) {
  const texts = { retro: '', notes: '' };
  for (const { path, bytes, sha256 } of manifest.parts) {
    const hash = createHash('sha256');
    let length = 0;
    const kept: Buffer[] = [];
    const isKept = path === retroName || path === notesName;
    for await (const chunk of zip.chunks(path)) {
      hash.update(chunk);
      length += chunk.length;
      if (isKept && length > most.documentBytes) throw refuse(file, `has a part ${path} that is too large`);
      if (isKept) kept.push(chunk);
    }
    if (length !== bytes || hash.digest('hex') !== sha256) throw refuse(file, `has a damaged part ${path}`);
    if (path === retroName) texts.retro = Buffer.concat(kept).toString('utf8');
    if (path === notesName) texts.notes = Buffer.concat(kept).toString('utf8');
  }
  return texts;
}

async function* readSources(
  zip: CheckedZip,
  manifest: Manifest,
  file: string,
  most: Limits,
): ReturnType<RetroFile['sources']> {
  const paths = manifest.parts.map(({ path }) => path).filter((path) => path.startsWith('history/'));
  const seen = new Set<string>();
  for (const path of paths) {
    const lines = readLines(zip, file, path, most);
    const first = await lines.next();
    const coverage = coverageOf(first.done ? '' : first.value, file, path);
    // A source with a long history has several parts, each with the same first line.
    const isNew = !seen.has(coverage.source);
    seen.add(coverage.source);
    yield {
      coverage: isNew ? coverage : { source: coverage.source, from: null, to: null, gaps: [] },
      records: readRecords(lines, coverage.source, file, path),
    };
  }
}

function coverageOf(line: string, file: string, path: string): SourceCoverage {
  const value = parseJson(line, file, path);
  const parsed = isHeader(value) ? parseHeader(value) : null;
  if (!parsed?.ok || parsed.header.source === null) {
    throw refuse(
      file,
      `has a part ${path} that ${parsed && !parsed.ok ? `cannot be read: ${parsed.reason}` : 'does not say whose history it is'}`,
    );
  }
  const { source, coverage, mainBranches } = parsed.header;
  return { source, ...(coverage ?? { from: null, to: null, gaps: [] }), ...(mainBranches && { mainBranches }) };
}

async function* readRecords(
  lines: AsyncGenerator<string>,
  source: string,
  file: string,
  path: string,
): AsyncGenerator<HistoryRecord[]> {
  let block: HistoryRecord[] = [];
  let line = 1;
  for await (const text of lines) {
    line += 1;
    const parsed = parseRecord(parseJson(text, file, path));
    if (!parsed.ok) throw refuse(file, `has a line ${String(line)} of ${path} that cannot be read: ${parsed.reason}`);
    block.push({ ...parsed.record, source });
    if (block.length < 1_000) continue;
    yield block;
    block = [];
  }
  yield block;
}

async function* readLines(zip: CheckedZip, file: string, path: string, most: Limits): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const chunk of zip.chunks(path)) {
    let text = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10)) {
      yield text.toString('utf8', 0, end);
      text = text.subarray(end + 1);
    }
    if (text.length > most.lineBytes) throw refuse(file, `has a line in ${path} that is too long`);
    rest = Buffer.from(text);
  }
  if (rest.length > 0) yield rest.toString('utf8');
}

async function readText(zip: CheckedZip, file: string, name: string, most: Limits): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of zip.chunks(name)) {
    length += chunk.length;
    if (length > most.documentBytes) throw refuse(file, `has a part ${name} that is too large`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string, file: string, part: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw refuse(file, `has a damaged part ${part}`, error);
  }
}
