import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gifFrame, gifHeader } from './gif';
import { ByteWriter, writeLzw } from './lzw';
import { buildPalette, transparentIndex } from './palette';

/** A decoder as the specification describes it, to read back what was written. */
function readLzw(bytes: Uint8Array): number[] {
  const codeSize = bytes[0] ?? 0;
  const data: number[] = [];
  for (let at = 1; bytes[at]; at += (bytes[at] ?? 0) + 1)
    data.push(...bytes.subarray(at + 1, at + 1 + (bytes[at] ?? 0)));
  const [clear, end] = [1 << codeSize, (1 << codeSize) + 1];
  let [bits, count, position, width] = [0, 0, 0, codeSize + 1];
  let table: number[][] = [];
  let before: number[] | null = null;
  const pixels: number[] = [];
  for (;;) {
    while (count < width) {
      bits |= (data[position++] ?? 0) << count;
      count += 8;
    }
    const code = bits & ((1 << width) - 1);
    bits >>>= width;
    count -= width;
    if (code === end) return pixels;
    if (code === clear) {
      table = Array.from({ length: end + 1 }, (_, index) => [index]);
      width = codeSize + 1;
      before = null;
      continue;
    }
    const entry: number[] = table[code] ?? [...(before ?? []), before?.[0] ?? 0];
    pixels.push(...entry);
    if (before && table.length < 4096) table.push([...before, entry[0] ?? 0]);
    if (table.length === 1 << width && width < 12) width += 1;
    before = entry;
  }
}

test('what was compressed reads back the same, over many full tables', () => {
  const check = (pixels: Uint8Array): void => {
    const out = new ByteWriter();
    writeLzw(out, pixels);
    expect(readLzw(out.bytes)).toEqual([...pixels]);
  };
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 3000 }), fc.integer({ min: 1, max: 255 }), (bytes, colors) => {
      check(bytes.map((byte) => byte % colors));
    }),
    { numRuns: 50 },
  );
  check(Uint8Array.from({ length: 60_000 }, (_, index) => (index * index * 31 + (index >> 3)) % 250));
  check(new Uint8Array(50_000));
});

test('a plain colour stays exactly what it is; a picture of few colours loses none', () => {
  const colors = [0xf8f4ec, 0x211c16, 0x0b5ba3, 0xb93709];
  const picture = new Uint8ClampedArray(4 * 400);
  for (let index = 0; index < 400; index++) {
    const color = colors[index % colors.length] ?? 0;
    picture.set([color >> 16, (color >> 8) & 0xff, color & 0xff, 255], index * 4);
  }
  const palette = buildPalette([picture]);
  for (const color of colors) {
    const index = palette.indexOf(color >> 16, (color >> 8) & 0xff, color & 0xff);
    expect([...palette.bytes.subarray(index * 3, index * 3 + 3)]).toEqual([
      color >> 16,
      (color >> 8) & 0xff,
      color & 0xff,
    ]);
  }
});

test('a frame holds only what changed', () => {
  const size = { width: 40, height: 30 };
  const before = new Uint8Array(1200);
  const after = before.slice();
  after[10 * 40 + 7] = 5;
  after[12 * 40 + 9] = 6;
  const frame = gifFrame(after, before, size, 10);
  const place = frame.indexOf(0x2c);
  const short = (at: number): number => (frame[at] ?? 0) | ((frame[at + 1] ?? 0) << 8);
  expect([1, 3, 5, 7].map((offset) => short(place + offset))).toEqual([7, 10, 3, 3]);
  const t = transparentIndex;
  expect(readLzw(frame.subarray(place + 10))).toEqual([5, t, t, t, t, t, t, t, 6]);
  expect(gifHeader(size, buildPalette([])).subarray(0, 6)).toEqual(new TextEncoder().encode('GIF89a'));
});
