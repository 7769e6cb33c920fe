/** A routed line as a chain of short straight pieces, so that line and tokens follow the very same way. */
export interface Curve {
  xs: Float32Array;
  ys: Float32Array;
  /** Length from the start up to each point. */
  lengths: Float32Array;
  length: number;
}

interface Point {
  x: number;
  y: number;
}

const piecesPerBend = 10;

/** Corners are rounded: two points make an S with level ends, more make a chain of quadratic bends. */
export function buildCurve(points: readonly Point[]): Curve {
  const flat = points.length === 2 ? flattenS(points[0] as Point, points[1] as Point) : flattenBends(points);
  const lengths = new Float32Array(flat.length);
  for (let index = 1; index < flat.length; index++) {
    const [a, b] = [flat[index - 1] as Point, flat[index] as Point];
    lengths[index] = (lengths[index - 1] ?? 0) + Math.hypot(b.x - a.x, b.y - a.y);
  }
  return {
    xs: Float32Array.from(flat, ({ x }) => x),
    ys: Float32Array.from(flat, ({ y }) => y),
    lengths,
    length: lengths[lengths.length - 1] ?? 0,
  };
}

/** The point at a share (0 to 1) of the way. */
export function pointAt(curve: Curve, share: number): Point {
  const { xs, ys, lengths, length } = curve;
  const target = Math.min(1, Math.max(0, share)) * length;
  let low = 0;
  let high = lengths.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lengths[middle] as number) < target) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return { x: xs[0] ?? 0, y: ys[0] ?? 0 };
  const [before, after] = [lengths[low - 1] as number, lengths[low] as number];
  const part = after === before ? 0 : (target - before) / (after - before);
  return {
    x: mix(xs[low - 1] as number, xs[low] as number, part),
    y: mix(ys[low - 1] as number, ys[low] as number, part),
  };
}

function flattenS(a: Point, b: Point): Point[] {
  const reach = (b.x - a.x) / 2;
  return Array.from({ length: piecesPerBend * 2 + 1 }, (_, index) => {
    const t = index / (piecesPerBend * 2);
    return cubic(a, { x: a.x + reach, y: a.y }, { x: b.x - reach, y: b.y }, b, t);
  });
}

function flattenBends(points: readonly Point[]): Point[] {
  const flat: Point[] = points.slice(0, 1);
  for (let index = 1; index < points.length - 1; index++) {
    const corner = points[index] as Point;
    const next = points[index + 1] as Point;
    const end = index === points.length - 2 ? next : { x: (corner.x + next.x) / 2, y: (corner.y + next.y) / 2 };
    const start = flat[flat.length - 1] as Point;
    for (let piece = 1; piece <= piecesPerBend; piece++)
      flat.push(quadratic(start, corner, end, piece / piecesPerBend));
  }
  return flat;
}

function quadratic(a: Point, b: Point, c: Point, t: number): Point {
  const u = 1 - t;
  return { x: u * u * a.x + 2 * u * t * b.x + t * t * c.x, y: u * u * a.y + 2 * u * t * b.y + t * t * c.y };
}

function cubic(a: Point, b: Point, c: Point, d: Point, t: number): Point {
  const u = 1 - t;
  const [k0, k1, k2, k3] = [u ** 3, 3 * u * u * t, 3 * u * t * t, t ** 3];
  return { x: k0 * a.x + k1 * b.x + k2 * c.x + k3 * d.x, y: k0 * a.y + k1 * b.y + k2 * c.y + k3 * d.y };
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}
