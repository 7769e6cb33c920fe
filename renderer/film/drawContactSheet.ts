import { readableSecond, type Film } from '../../main/domain/film/film';
import type { DrawingContext } from '../map/marks';
import type { Theme } from '../theme/theme';
import type { FilmSize } from './layOutFilm';

/** Title, every milestone as one reads it, and the closing card. */
export function sheetSeconds(film: Film): number[] {
  return [0, ...film.chapters.map(readableSecond), film.seconds];
}

interface Grid {
  columns: number;
  rows: number;
  cell: FilmSize;
  gap: number;
}

/** No sheet is larger than what picture viewers open gladly. */
const longestSide = 8_000;

function gridOf(film: Film, size: FilmSize): Grid {
  const count = sheetSeconds(film).length;
  const columns = Math.min(
    count,
    size.width > size.height * 1.2 ? 2 + Number(count > 4) : size.width < size.height * 0.8 ? 5 : 4,
  );
  const rows = Math.ceil(count / columns);
  // Cells of half the frame: small enough to see all at once, large enough to read.
  const scale = Math.min(0.5, longestSide / (columns * size.width * 1.05), longestSide / (rows * size.height * 1.05));
  const cell = { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
  return { columns, rows, cell, gap: Math.round(Math.min(cell.width, cell.height) * 0.05) };
}

export function sheetSize(film: Film, size: FilmSize): FilmSize {
  const { columns, rows, cell, gap } = gridOf(film, size);
  return { width: columns * (cell.width + gap) + gap, height: rows * (cell.height + gap) + gap };
}

export function drawContactSheet(
  context: DrawingContext,
  film: Film,
  size: FilmSize,
  theme: Theme,
  drawCell: (context: DrawingContext, seconds: number, cell: FilmSize) => void,
): void {
  const { columns, cell, gap } = gridOf(film, size);
  const sheet = sheetSize(film, size);
  context.fillStyle = theme.colors.sunken;
  context.fillRect(0, 0, sheet.width, sheet.height);
  sheetSeconds(film).forEach((seconds, index) => {
    context.save();
    context.translate(
      gap + (index % columns) * (cell.width + gap),
      gap + Math.floor(index / columns) * (cell.height + gap),
    );
    context.beginPath();
    context.rect(0, 0, cell.width, cell.height);
    context.clip();
    drawCell(context, seconds, cell);
    context.restore();
  });
}
