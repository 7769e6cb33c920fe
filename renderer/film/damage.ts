import type { Box } from '../map/fit';
import type { FilmSize } from './layOutFilm';

/** Side of a tile in pixels; even, as films keep one colour for two by two pixels. */
export const tileSide = 16;

/** Which parts of a frame have been painted over, to the tile. */
export class Damage {
  private readonly columns: number;
  private readonly rows: number;
  private readonly marked: Uint8Array;

  constructor(private readonly size: FilmSize) {
    this.columns = Math.ceil(size.width / tileSide);
    this.rows = Math.ceil(size.height / tileSide);
    this.marked = new Uint8Array(this.columns * this.rows);
  }

  /** All that a box (pixels, any fraction of them) touches; what lies outside the frame is left out. */
  add({ x, y, width, height }: Box): void {
    const left = Math.max(0, Math.floor(x / tileSide));
    const right = Math.min(this.columns, Math.ceil((x + width) / tileSide));
    const bottom = Math.min(this.rows, Math.ceil((y + height) / tileSide));
    for (let row = Math.max(0, Math.floor(y / tileSide)); row < bottom; row++)
      this.marked.fill(1, row * this.columns + left, row * this.columns + Math.max(left, right));
  }

  addAll(): void {
    this.marked.fill(1);
  }

  clear(): void {
    this.marked.fill(0);
  }

  /** Boxes of whole tiles, cut at the frame's sides, that together are all that was touched, and none of it twice. */
  boxes(): Box[] {
    const boxes: Box[] = [];
    let open = new Map<string, Box>();
    for (let row = 0; row < this.rows; row++) {
      const next = new Map<string, Box>();
      for (const { from, to } of this.runsOf(row)) {
        const key = `${String(from)}:${String(to)}`;
        const above = open.get(key);
        const y = row * tileSide;
        const height = Math.min(tileSide, this.size.height - y);
        const x = from * tileSide;
        const box = above ?? { x, y, width: Math.min(to * tileSide, this.size.width) - x, height: 0 };
        box.height += height;
        if (!above) boxes.push(box);
        next.set(key, box);
      }
      open = next;
    }
    return boxes;
  }

  private runsOf(row: number): { from: number; to: number }[] {
    const runs: { from: number; to: number }[] = [];
    const begin = row * this.columns;
    for (let column = 0; column < this.columns; column++) {
      if (this.marked[begin + column] === 0) continue;
      const last = runs.at(-1);
      if (last?.to === column) last.to = column + 1;
      else runs.push({ from: column, to: column + 1 });
    }
    return runs;
  }
}
