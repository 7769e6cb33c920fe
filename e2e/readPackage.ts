import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';

export interface Parts {
  /** Parts whose name fits, by their number. */
  named(pattern: RegExp): { name: string; text: string }[];
}

/** Unzips an office file in memory. */
export async function readPackage(bytes: Buffer): Promise<Parts> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: false, autoClose: false }, (error, opened) => {
      if (error) reject(error);
      else resolve(opened);
    });
  });
  const entries: yauzl.Entry[] = [];
  zip.on('entry', (entry: yauzl.Entry) => entries.push(entry));
  await new Promise((resolve) => zip.once('end', resolve));
  const parts = await Promise.all(
    entries.map(async (entry) => ({ name: entry.fileName, text: await read(zip, entry) })),
  );
  const numberOf = (name: string) => Number(/\d+(?=\D*$)/.exec(name)?.[0] ?? 0);
  return {
    named: (pattern) =>
      parts.filter(({ name }) => pattern.test(name)).sort((a, b) => numberOf(a.name) - numberOf(b.name)),
  };
}

function read(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<string> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(error);
      else resolve(buffer(stream).then((content) => content.toString('utf8')));
    });
  });
}
