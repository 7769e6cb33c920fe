import { wrapText } from './wrapText';

const linesAtMost = 4;
const widestEm = 9.5;
/** Ems a bold letter takes at most on the average; the plot's size is decided before there is anything to measure with. */
const letterEm = 0.62;

interface Named {
  name: string;
}

/** Pixels the names of the lines take beside the plot: broken into lines, widened for the longest word. */
export function endLabelRoom(series: readonly Named[], fontPx: number): number {
  const measure = (text: string) => text.length * letterEm * fontPx;
  const words = series.flatMap(({ name }) => name.split(/\s+/));
  const room = Math.min(fontPx * 14, Math.max(fontPx * widestEm, ...words.map(measure)));
  const lines = series.flatMap(({ name }) => wrapText(name, room, linesAtMost, measure));
  return Math.min(room, Math.max(0, ...lines.map(measure)));
}

/** The name of a line as it stands beside its end. */
export function endLabelLines(name: string, room: number, measure: (text: string) => number): string[] {
  return wrapText(name, room, linesAtMost, measure);
}
