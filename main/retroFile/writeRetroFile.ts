import JSZip from 'jszip';
import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { headerOf, printHeader } from '../domain/history/header';
import { printRecord } from '../domain/history/printRecord';
import type { HistoryRecord, SourceCoverage } from '../domain/history/records';
import { printNotesFile } from '../domain/notes/notesFile';
import { notesOf } from '../domain/notes/retroNotes';
import { notePeopleOfRecord, notePeopleOfRetro } from '../domain/people/notePeople';
import { People } from '../domain/people/people';
import type { Retro } from '../domain/retro/retro';
import { writeExport } from '../exports/writeExport';
import { FailureError } from '../failure';
import type { HistoryStore } from '../store/historyStore';
import { limits } from './limits';
import { manifestName, notesName, printManifest, retroFileVersion, retroName, type Manifest } from './manifest';
import { printRetroPart } from './retroPart';
import { coverageWithoutPeople, recordWithoutPeople, retroWithoutPeople } from './withoutPeople';

export interface RetroFileOptions {
  /** Replaces everybody's name consistently and drops what they wrote of their changes. */
  withoutPeople: boolean;
  /** Version of the program, for the table of contents. */
  app: string;
}

/** What a retro file is made from: an engine, or anything that knows a retro and its history. */
export interface RetroKeeper {
  retro(name: string): Promise<Retro>;
  store: { history(name: string): HistoryStore };
}

interface Part {
  path: string;
  content: Buffer;
}

export interface GatheredRetroFile {
  manifest: Manifest;
  parts: readonly Part[];
}

/** History is cut into parts of about this size, so that no single one is large to unpack. */
const partBytes = 8_000_000;
/** Zip entries carry a date; a fixed one makes two files of the same retro the same bytes. */
const epoch = new Date(Date.UTC(2020, 0, 1));

/** Writes a retro with all its history to one file, whole or not at all. Reads the store only. Gives the bytes written. */
export async function writeRetroFile(
  keeper: RetroKeeper,
  name: string,
  file: string,
  options: RetroFileOptions,
): Promise<number> {
  return writeExport(file, await packRetroFile(await gatherRetroFile(keeper, name, options), name));
}

/** What a retro file of this retro would hold: everything but the zip around it. */
export async function gatherRetroFile(
  keeper: RetroKeeper,
  name: string,
  options: RetroFileOptions,
): Promise<GatheredRetroFile> {
  const retro = await keeper.retro(name);
  const history = keeper.store.history(name);
  const people = options.withoutPeople ? await everybody(retro, history) : null;
  const { retro: own, notes } = people ? retroWithoutPeople(people, retro) : { retro, notes: notesOf(retro) };
  const parts: Part[] = [
    { path: retroName, content: Buffer.from(printRetroPart(own)) },
    { path: notesName, content: Buffer.from(printNotesFile(notes, own.name)) },
  ];
  for await (const part of historyParts(history, own.environments.zone, people)) parts.push(part);
  const unpacked = parts.reduce((sum, { content }) => sum + content.length, 0);
  if (unpacked > limits.unpackedBytes * 0.99) throw tooLarge(name);
  return { parts, manifest: manifestOf(parts, history, options) };
}

/** The bytes of the file; the same ones for the same content. */
export async function packRetroFile({ parts, manifest }: GatheredRetroFile, name: string): Promise<Uint8Array> {
  const bytes = await pack(parts, manifest);
  if (bytes.length > limits.fileBytes) throw tooLarge(name);
  return bytes;
}

async function everybody(retro: Retro, history: HistoryStore): Promise<People> {
  const people = new People();
  for await (const record of history.records()) notePeopleOfRecord(people, record);
  notePeopleOfRetro(people, retro);
  return people;
}

async function* historyParts(history: HistoryStore, zone: string, people: People | null): AsyncGenerator<Part> {
  let number = 0;
  for (const coverage of history.coverage()) {
    number += 1;
    const header = printHeader(headerOf([people ? coverageWithoutPeople(people, coverage) : coverage], zone));
    let part = 0;
    for await (const content of blocks(history, coverage, header, people)) {
      part += 1;
      yield { path: `history/${String(number)}-${String(part)}.ndjson`, content };
    }
  }
}

/** At least one, as a source without records still has a coverage. */
async function* blocks(
  history: HistoryStore,
  { source }: SourceCoverage,
  header: string,
  people: People | null,
): AsyncGenerator<Buffer> {
  let lines: string[] = [header];
  let length = 0;
  let isWritten = false;
  for await (const record of history.records({ source })) {
    const line = printRecord(people ? recordWithoutPeople<HistoryRecord>(people, record) : record);
    lines.push(line);
    length += line.length;
    if (length < partBytes) continue;
    yield Buffer.from(`${lines.join('\n')}\n`);
    isWritten = true;
    lines = [header];
    length = 0;
  }
  if (lines.length > 1 || !isWritten) yield Buffer.from(`${lines.join('\n')}\n`);
}

function manifestOf(parts: readonly Part[], history: HistoryStore, options: RetroFileOptions): Manifest {
  return {
    format: 'shiplapse-retro',
    version: retroFileVersion,
    app: options.app,
    withoutPeople: options.withoutPeople,
    // The address of a server can hold the name of a person or a team.
    sources: options.withoutPeople ? {} : history.sources(),
    parts: parts.map(({ path, content }) => ({
      path,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
  };
}

async function pack(parts: readonly Part[], manifest: Manifest): Promise<Uint8Array> {
  const zip = new JSZip();
  zip.file(manifestName, printManifest(manifest), { date: epoch, createFolders: false });
  for (const { path, content } of parts) {
    zip.file(path, content, { date: epoch, createFolders: false, compression: compressionOf(content) });
  }
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', compressionOptions: { level: 6 } });
}

/** What would shrink beyond what a reader takes for honest is kept as it is. */
function compressionOf(content: Buffer): 'DEFLATE' | 'STORE' {
  if (content.length <= limits.ratioFromBytes) return 'DEFLATE';
  return deflateRawSync(content, { level: 6 }).length * limits.ratio * 0.9 > content.length ? 'DEFLATE' : 'STORE';
}

function tooLarge(name: string): FailureError {
  return new FailureError(
    'wrong_input',
    `The history of “${name}” is larger than a retro file may be; pass on its notes with --as notes, or a copy of the store.`,
  );
}
