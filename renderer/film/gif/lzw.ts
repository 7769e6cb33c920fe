/** Grows as needed; `bytes` is what was written so far. */
export class ByteWriter {
  #buffer = new Uint8Array(65_536);
  #length = 0;

  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  byte(value: number): void {
    if (this.#length === this.#buffer.length) this.#grow(this.#length + 1);
    this.#buffer[this.#length++] = value;
  }

  short(value: number): void {
    this.byte(value & 0xff);
    this.byte((value >> 8) & 0xff);
  }

  all(values: ArrayLike<number>): void {
    if (this.#length + values.length > this.#buffer.length) this.#grow(this.#length + values.length);
    this.#buffer.set(values, this.#length);
    this.#length += values.length;
  }

  #grow(least: number): void {
    const larger = new Uint8Array(Math.max(least, this.#buffer.length * 2));
    larger.set(this.bytes);
    this.#buffer = larger;
  }
}

const codeSize = 8;
const clear = 1 << codeSize;
const end = clear + 1;
const mostCodes = 4096;

/** Pixels (palette indices) as GIF image data: variable-length LZW codes, cut into blocks of at most 255 bytes. */
export function writeLzw(out: ByteWriter, pixels: Uint8Array): void {
  out.byte(codeSize);
  const codes = new BlockWriter(out);
  // Children of each code by next pixel, in one table: a string of pixels is the code of its beginning and one pixel more.
  let children = new Map<number, number>();
  let width = codeSize + 1;
  let next = end + 1;
  codes.put(clear, width);
  let prefix = pixels[0] ?? 0;
  for (let index = 1; index < pixels.length; index++) {
    const pixel = pixels[index] as number;
    const key = (prefix << 8) | pixel;
    const longer = children.get(key);
    if (longer !== undefined) {
      prefix = longer;
      continue;
    }
    codes.put(prefix, width);
    if (next === mostCodes) {
      codes.put(clear, width);
      children = new Map();
      next = end + 1;
      width = codeSize + 1;
    } else {
      if (next === 1 << width) width++;
      children.set(key, next++);
    }
    prefix = pixel;
  }
  codes.put(prefix, width);
  codes.put(end, width);
  codes.finish();
}

class BlockWriter {
  #bits = 0;
  #count = 0;
  #block = new Uint8Array(255);
  #length = 0;

  constructor(private readonly out: ByteWriter) {}

  put(code: number, width: number): void {
    this.#bits |= code << this.#count;
    this.#count += width;
    while (this.#count >= 8) {
      this.#byte(this.#bits & 0xff);
      this.#bits >>>= 8;
      this.#count -= 8;
    }
  }

  finish(): void {
    if (this.#count > 0) this.#byte(this.#bits & 0xff);
    this.#flush();
    this.out.byte(0);
  }

  #byte(value: number): void {
    this.#block[this.#length++] = value;
    if (this.#length === 255) this.#flush();
  }

  #flush(): void {
    if (this.#length === 0) return;
    this.out.byte(this.#length);
    this.out.all(this.#block.subarray(0, this.#length));
    this.#length = 0;
  }
}
