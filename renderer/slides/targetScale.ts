import type { BigNumber } from '../../main/domain/deck/deck';

/** Shares (0 to 1) of the bar's length for where the team is and where it wants to be, and what its end stands for. */
export interface TargetScale {
  now: number;
  wanted: number;
  end: string;
}

/**
 * Null where there is nothing to draw: no number for now, or texts in different units. Shares of a whole end at 100 %,
 * all else a little beyond the larger of the two.
 */
export function targetScaleOf({ before, after }: Pick<BigNumber, 'before' | 'after'>): TargetScale | null {
  const now = parse(before ?? '');
  const wanted = parse(after);
  if (!now || !wanted) return null;
  if (now.unit !== wanted.unit) return null;
  const larger = Math.max(now.value, wanted.value);
  const isShare = wanted.unit === '%' && larger <= 100;
  // A small share of a whole would be a sliver: 14 % and 10 % are told apart on a bar up to 20 %.
  const most = isShare && larger > 40 ? 100 : roundUp(larger * 1.15);
  if (most <= 0) return null;
  return {
    now: now.value / most,
    wanted: wanted.value / most,
    end: wanted.unit === '' ? String(most) : `${String(most)} ${wanted.unit}`,
  };
}

/** "27.1 h" as 27.1 and "h"; digits may be grouped by any space. */
function parse(text: string): { value: number; unit: string } | null {
  const found = /^(\d+(?:\s\d{3})*(?:\.\d+)?)\s*(\D*)$/u.exec(text.trim());
  return found ? { value: Number((found[1] ?? '').replace(/\s/gu, '')), unit: (found[2] ?? '').trim() } : null;
}

/** To the next round number. */
function roundUp(value: number): number {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((each) => each * power >= value - 1e-9) ?? 10;
  return step * power;
}
