import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { FailureError } from '../failure';
import { limits, nameProblem, type Limits } from './limits';

/** A zip whose table of contents was checked. Nothing in it was unpacked yet, and nothing ever is to a disk. */
export interface CheckedZip {
  names: readonly string[];
  /** The bytes of one entry as they are unpacked; throws where it claims one thing and holds another. */
  chunks(name: string): AsyncGenerator<Buffer>;
  close(): void;
}

/** Opens a file as a zip and refuses what a retro file never is. Throws `unreadable` with the file's name and a reason. */
export async function openZip(file: string, most: Limits = limits): Promise<CheckedZip> {
  await checkSize(file, most);
  const zip = await open(file);
  try {
    const entries = await listEntries(zip, file, most);
    checkOverlap(entries, file);
    const byName = new Map(entries.map((entry) => [entry.fileName, entry]));
    const budget = { bytes: most.unpackedBytes };
    return {
      names: [...byName.keys()],
      chunks: (name) => readEntry(zip, byName.get(name), file, name, budget, most),
      close: () => {
        zip.close();
      },
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

export function refuse(file: string, why: string, cause?: unknown): FailureError {
  return new FailureError('unreadable', `${file} ${why}; nothing of it was taken in.`, {
    cause,
  });
}

async function checkSize(file: string, most: Limits): Promise<void> {
  const found = await stat(file).catch((error: unknown) => {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new FailureError(
      'wrong_input',
      `${file}: ${missing ? 'there is no such file' : 'it cannot be read'}; check the path.`,
      { cause: error },
    );
  });
  if (!found.isFile()) throw new FailureError('wrong_input', `${file} is not a file; name a retro file.`);
  if (found.size > most.fileBytes)
    throw refuse(file, `is larger than a retro file may be (${String(most.fileBytes)} bytes)`);
}

function open(file: string): Promise<yauzl.ZipFile> {
  const options = { lazyEntries: true, autoClose: false, strictFileNames: true, validateEntrySizes: true } as const;
  return new Promise((resolve, reject) => {
    yauzl.open(file, options, (error, zip) => {
      if (error) reject(refuse(file, 'is not a zip that can be read', error));
      else resolve(zip);
    });
  });
}

function listEntries(zip: yauzl.ZipFile, file: string, most: Limits): Promise<yauzl.Entry[]> {
  if (zip.entryCount > most.entries)
    throw refuse(file, `has more parts than a retro file may have (${String(most.entries)})`);
  const entries: yauzl.Entry[] = [];
  const names = new Set<string>();
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) => {
      reject(refuse(file, 'is not a zip that can be read', error));
    });
    zip.on('end', () => {
      resolve(entries);
    });
    zip.on('entry', (entry: yauzl.Entry) => {
      const problem = entryProblem(entry, names, most);
      if (problem !== null) {
        reject(refuse(file, `holds a part (${shown(entry.fileName)}) that ${problem}`));
        return;
      }
      entries.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function entryProblem(entry: yauzl.Entry, names: Set<string>, most: Limits): string | null {
  const name = nameProblem(entry.fileName);
  if (name !== null) return name;
  const twin = entry.fileName.normalize('NFC').toLowerCase();
  if (names.has(twin)) return 'is there twice';
  names.add(twin);
  if ((entry.generalPurposeBitFlag & 1) !== 0) return 'is encrypted';
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) return 'is packed in an unknown way';
  const fileType = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (fileType !== 0 && fileType !== 0o100000) return 'is a link or no file';
  if (entry.uncompressedSize > most.unpackedBytes) return 'is too large';
  return isBomb(entry.uncompressedSize, entry.compressedSize, most)
    ? 'unpacks to far more than it says something with'
    : null;
}

function isBomb(unpacked: number, packed: number, most: Limits): boolean {
  return unpacked > most.ratioFromBytes && unpacked > packed * most.ratio;
}

/** Two parts that share bytes are how small files unpack to huge ones. */
function checkOverlap(entries: readonly yauzl.Entry[], file: string): void {
  const sorted = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  sorted.forEach((entry, i) => {
    const next = sorted[i + 1];
    const end = entry.relativeOffsetOfLocalHeader + 30 + Buffer.byteLength(entry.fileName) + entry.compressedSize;
    if (next && end > next.relativeOffsetOfLocalHeader) throw refuse(file, 'holds parts that lie over one another');
  });
}

async function* readEntry(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry | undefined,
  file: string,
  name: string,
  budget: { bytes: number },
  most: Limits,
): AsyncGenerator<Buffer> {
  if (!entry) throw refuse(file, `has no part ${name}`);
  let unpacked = 0;
  const stream = await openStream(zip, entry).catch((error: unknown) => {
    throw refuse(file, `has a damaged part ${name}`, error);
  });
  let workMs = 0;
  let since = performance.now();
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      // Only our own reading counts, not what the reader does with it.
      workMs += performance.now() - since;
      unpacked += chunk.length;
      budget.bytes -= chunk.length;
      if (budget.bytes < 0) throw refuse(file, 'unpacks to more than a retro file may');
      if (isBomb(unpacked, entry.compressedSize, most))
        throw refuse(file, `holds a part (${name}) that unpacks to far too much`);
      if (workMs > most.entryMs) throw refuse(file, `holds a part (${name}) that takes too long to unpack`);
      yield chunk;
      since = performance.now();
    }
  } catch (error) {
    throw error instanceof FailureError ? error : refuse(file, `has a damaged part ${name}`, error);
  } finally {
    stream.destroy();
  }
}

function openStream(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(error);
      else resolve(stream);
    });
  });
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 80)).replace(/[\u0080-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '?');
}
