import { StringDecoder } from 'node:string_decoder';
import { neutralRow } from './jsonLines';
import { chunksOf } from './readLines';
import { rejectedRow } from './row';
import type { Format, OpenFile } from './row';

const maxValueLength = 64 * 1024 * 1024;

/** A JSON array of records, of any size: entries are cut out of the text one by one. */
export const jsonArray: Format = { name: 'JSON array of history records', read: (file) => rowsOf(file, 1) };

/** Records one after another that stretch over several lines each, as a formatter leaves them. */
export const jsonValues: Format = { name: 'history records as formatted JSON', read: (file) => rowsOf(file, 0) };

async function* rowsOf(file: OpenFile, base: number) {
  const splitter = new ValueSplitter(base);
  const decoder = new StringDecoder('utf8');
  for await (const chunk of chunksOf(file)) {
    for (const { line, text } of splitter.take(decoder.write(chunk))) yield neutralRow(file, line, text);
  }
  const rest = splitter.rest();
  if (rest) yield rejectedRow(rest.line, 'is cut short: the file ends within the record');
}

interface Value {
  line: number;
  text: string;
}

/** Cuts the objects at one depth out of JSON text that comes in pieces, by brackets and strings alone. */
class ValueSplitter {
  #depth = 0;
  #line = 1;
  #inString = false;
  #escaped = false;
  #started = 0;
  #pieces: string[] = [];
  #length = 0;

  constructor(readonly base: number) {}

  *take(text: string): Generator<Value> {
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10) this.#line += 1;
      if (this.#inString) this.#stepInString(code);
      else if (code === 34) this.#inString = true;
      else if (code === 123 || code === 91) {
        if (this.#depth === this.base) [start, this.#started] = [at, this.#line];
        this.#depth += 1;
      } else if (code === 125 || code === 93) {
        this.#depth -= 1;
        if (this.#depth === this.base) {
          this.#keep(text.slice(start, at + 1));
          yield this.#finish();
        }
      }
    }
    if (this.#depth > this.base) this.#keep(text.slice(start));
  }

  rest(): Value | null {
    return this.#depth > this.base ? this.#finish() : null;
  }

  #stepInString(code: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (code === 92) this.#escaped = true;
    else if (code === 34) this.#inString = false;
  }

  #keep(piece: string): void {
    this.#length += piece.length;
    if (this.#length <= maxValueLength) this.#pieces.push(piece);
    else this.#pieces = [];
  }

  #finish(): Value {
    const text = this.#pieces.join('');
    this.#pieces = [];
    this.#length = 0;
    return { line: this.#started, text };
  }
}
