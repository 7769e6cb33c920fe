import { createReadStream } from 'node:fs';
import { FailureError } from '../../failure';
import type { OpenFile } from './row';

/** One line longer than this is no record: it is passed over without being held in memory. */
const maxLineBytes = 64 * 1024 * 1024;

export interface Line {
  /** From 1. */
  number: number;
  /** Null where the line is too long to be a record. */
  text: string | null;
}

/** The lines of a UTF-8 file of any size, without their ends (LF or CRLF) and without a byte order mark. */
export async function* readLines(file: OpenFile): AsyncGenerator<Line> {
  let number = 0;
  let pieces: Buffer[] = [];
  let length = 0;
  const finish = (last: Buffer): Line => {
    number += 1;
    const text = length + last.length > maxLineBytes ? null : lineText(Buffer.concat([...pieces, last]), number);
    pieces = [];
    length = 0;
    return { number, text };
  };
  for await (const chunk of chunksOf(file)) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      yield finish(chunk.subarray(start, end));
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    length += rest.length;
    if (length <= maxLineBytes) pieces.push(rest);
    else pieces = [];
  }
  if (length > 0) yield finish(Buffer.alloc(0));
}

/** The bytes of a file in order, with progress. Throws `FailureError` when the import was stopped. */
export async function* chunksOf(file: OpenFile): AsyncGenerator<Buffer> {
  const stream = createReadStream(file.path, { highWaterMark: 256 * 1024 });
  try {
    for await (const chunk of stream) {
      if (file.signal.aborted) throw new FailureError('cancelled', 'The import was stopped; what came in is kept.');
      const bytes = chunk as Buffer;
      file.read(bytes.length);
      yield bytes;
    }
  } finally {
    stream.destroy();
  }
}

function lineText(bytes: Buffer, number: number): string {
  const text = bytes.toString('utf8');
  const whole = number === 1 && text.startsWith('\uFEFF') ? text.slice(1) : text;
  return whole.endsWith('\r') ? whole.slice(0, -1) : whole;
}
