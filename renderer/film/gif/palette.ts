/** Colours of a GIF: at most 255, as one index means "as before". */
export interface GifPalette {
  /** Red, green, blue of each colour; always 256 × 3 bytes. */
  bytes: Uint8Array;
  /** Nearest colour of a pixel. */
  indexOf: (red: number, green: number, blue: number) => number;
}

export const transparentIndex = 255;
const mostColors = 255;
/** Plain colours that fill areas (paper, ink, hues) are kept as they are; what is between them is grouped. */
const exactColors = 96;

/** From pictures that show what occurs. RGBA bytes, four a pixel. */
export function buildPalette(pictures: readonly Uint8ClampedArray[]): GifPalette {
  const counts = new Map<number, number>();
  for (const picture of pictures)
    for (let index = 0; index < picture.length; index += 4) {
      const color =
        ((picture[index] as number) << 16) | ((picture[index + 1] as number) << 8) | (picture[index + 2] as number);
      counts.set(color, (counts.get(color) ?? 0) + 1);
    }
  const common = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const exact = common.slice(0, exactColors).map(([color]) => color);
  const colors = [...exact, ...medianCut(common.slice(exactColors), mostColors - exact.length)];
  const bytes = new Uint8Array(256 * 3);
  colors.forEach((color, index) => {
    bytes.set([color >> 16, (color >> 8) & 0xff, color & 0xff], index * 3);
  });
  return { bytes, indexOf: nearestIn(bytes, colors.length) };
}

type Counted = [color: number, count: number];

/** Splits the box of colours that holds most pixels × spread along its longest side, until there are enough boxes. */
function medianCut(colors: Counted[], most: number): number[] {
  if (colors.length === 0) return [];
  const boxes = [boxOf(colors)];
  while (boxes.length < most) {
    boxes.sort((a, b) => a.weight - b.weight);
    const largest = boxes.at(-1);
    if (!largest || largest.colors.length < 2) break;
    boxes.pop();
    const sorted = largest.colors.sort(
      (a, b) => channel(a[0], largest.shift) - channel(b[0], largest.shift) || a[0] - b[0],
    );
    const half = sorted.length >> 1;
    boxes.push(boxOf(sorted.slice(0, half)), boxOf(sorted.slice(half)));
  }
  return boxes.map(({ colors: inside }) => meanOf(inside));
}

function boxOf(colors: Counted[]): { colors: Counted[]; shift: number; weight: number } {
  let [shift, spread] = [16, 0];
  for (const each of [16, 8, 0]) {
    let [low, high] = [255, 0];
    for (const [color] of colors) {
      low = Math.min(low, channel(color, each));
      high = Math.max(high, channel(color, each));
    }
    if (high - low > spread) [shift, spread] = [each, high - low];
  }
  const pixels = colors.reduce((sum, [, count]) => sum + count, 0);
  return { colors, shift, weight: colors.length < 2 ? -1 : Math.sqrt(pixels) * spread };
}

function meanOf(colors: Counted[]): number {
  const total = colors.reduce((sum, [, count]) => sum + count, 0);
  const mean = (shift: number): number =>
    Math.round(colors.reduce((sum, [color, count]) => sum + channel(color, shift) * count, 0) / total);
  return (mean(16) << 16) | (mean(8) << 8) | mean(0);
}

function channel(color: number, shift: number): number {
  return (color >> shift) & 0xff;
}

/** Looked up once for each group of 4 × 4 × 4 neighbouring colours. */
function nearestIn(bytes: Uint8Array, count: number): GifPalette['indexOf'] {
  const known = new Int16Array(1 << 18).fill(-1);
  return (red, green, blue) => {
    const group = ((red >> 2) << 12) | ((green >> 2) << 6) | (blue >> 2);
    const found = known[group] as number;
    if (found >= 0) return found;
    let [best, distance] = [0, Infinity];
    for (let index = 0; index < count; index++) {
      const [dr, dg, db] = [
        red - (bytes[index * 3] as number),
        green - (bytes[index * 3 + 1] as number),
        blue - (bytes[index * 3 + 2] as number),
      ];
      const far = dr * dr * 2 + dg * dg * 4 + db * db;
      if (far < distance) [best, distance] = [index, far];
    }
    known[group] = best;
    return best;
  };
}
