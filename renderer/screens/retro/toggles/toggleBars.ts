import type { ToggleBar } from '../../../../main/domain/analysis/toggles/toggleFacts';
import type { Gap } from '../../../../main/domain/history/records';
import { xOf, type View } from '../../../controls/time/timeScale';
import { middle } from '../../../controls/text/names';

/** A piece of a bar, in pixels from its left end. */
export interface Piece {
  left: number;
  wide: number;
}

export interface DrawnBar {
  bar: ToggleBar;
  key: string;
  left: number;
  wide: number;
  /** As much of its name as fits; empty where hardly a letter would. */
  label: string;
  /** Where it was on. */
  on: Piece[];
  /** Where nothing is known of the history. */
  unknown: Piece[];
  /** It goes on beyond what is known. */
  isOpen: boolean;
}

const letterPx = 6.3;

/** The bars that are in view, cut to it. `end` is where coverage ends: what is still there is drawn until then. */
export function drawnBars(
  bars: readonly ToggleBar[],
  gaps: readonly Gap[],
  end: number,
  view: View,
  width: number,
): DrawnBar[] {
  return bars.flatMap((bar) => {
    const to = Math.min(bar.to ?? end, end);
    const left = Math.max(-2, xOf(bar.from, view, width));
    const right = Math.min(width + 2, xOf(to, view, width));
    if (bar.from > view.to || to < view.from) return [];
    const wide = Math.max(4, right - left);
    const piece = (from: number, until: number): Piece[] => {
      const start = Math.max(left, xOf(from, view, width));
      const stop = Math.min(left + wide, xOf(until, view, width));
      return stop > start ? [{ left: start - left, wide: stop - start }] : [];
    };
    return [
      {
        bar,
        key: `${bar.name} ${String(bar.from)}`,
        left,
        wide,
        label: wide < 34 ? '' : middle(bar.name, Math.floor((wide - 10) / letterPx)),
        on: (bar.on ?? []).flatMap((one) => piece(one.from, one.to ?? to)),
        unknown: gaps.filter((gap) => gap.from < to && gap.to > bar.from).flatMap((gap) => piece(gap.from, gap.to)),
        isOpen: bar.to === null || bar.to > end,
      },
    ];
  });
}

/** The bar an arrow key leads to: before and after in time, above and below in the nearest row. */
export function nextBar(bars: readonly ToggleBar[], from: number, key: string): number | null {
  const here = bars[from];
  if (!here) return null;
  if (key === 'ArrowLeft') return Math.max(0, from - 1);
  if (key === 'ArrowRight') return Math.min(bars.length - 1, from + 1);
  if (key === 'Home') return 0;
  if (key === 'End') return bars.length - 1;
  const step = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
  if (step === 0) return null;
  const inRow = bars.flatMap((bar, index) => (bar.row === here.row + step ? [index] : []));
  const distance = (index: number): number => Math.abs((bars[index]?.from ?? 0) - here.from);
  return inRow.reduce<number>(
    (near, index) => (near === from || distance(index) < distance(near) ? index : near),
    from,
  );
}
