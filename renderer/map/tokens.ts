import type { EvolutionEdge, Week } from '../../main/domain/analysis/facts';
import type { Instant } from '../../main/domain/history/records';

const dayMs = 86_400_000;
/** Tokens go at one pace, so that a short edge is not crowded and a long one not empty: drawing units a day. */
const unitsPerDay = 22;

/** Film time a token needs along an edge of that length (drawing units). */
export function flightMsOf(length: number): number {
  return Math.min(24, Math.max(4.5, length / unitsPerDay)) * dayMs;
}

export interface Departure {
  at: Instant;
  failed: boolean;
}

export interface Token {
  /** 0 at the start of the edge, 1 at its end. */
  share: number;
  failed: boolean;
}

/**
 * When tokens leave along an edge. Up to three runs a week each is a token of its own; above that the number grows
 * with the square root, so that a busy edge is a stream and not a solid line. The same input gives the same tokens.
 */
export function departuresOf(
  edge: Pick<EvolutionEdge, 'runs' | 'failed'>,
  weeks: readonly Week[],
  phase: number,
): Departure[] {
  return weeks.flatMap((week, index) => {
    const runs = edge.runs[index] ?? 0;
    const tokens = tokensForRuns(runs);
    const failed = runs === 0 ? 0 : Math.round((tokens * (edge.failed[index] ?? 0)) / runs);
    const gapMs = (week.end - week.start) / Math.max(1, tokens);
    return Array.from({ length: tokens }, (_, token) => ({
      at: week.start + (token + phase) * gapMs,
      // Spread evenly over the week's tokens, not the first ones.
      failed: Math.floor(((token + 1) * failed) / tokens) > Math.floor((token * failed) / tokens),
    }));
  });
}

export function tokensForRuns(runs: number): number {
  return runs <= 3 ? runs : Math.round(3 + 0.7 * Math.sqrt(runs - 3));
}

/** Tokens under way at `at`. `departures` are sorted by time. */
export function tokensAt(departures: readonly Departure[], at: Instant, flightMs: number): Token[] {
  const tokens: Token[] = [];
  for (let index = firstAfter(departures, at - flightMs); index < departures.length; index++) {
    const departure = departures[index] as Departure;
    if (departure.at > at) break;
    tokens.push({ share: (at - departure.at) / flightMs, failed: departure.failed });
  }
  return tokens;
}

/** Milliseconds of film time since the latest token arrived; null where none did. */
export function sinceArrivalMs(departures: readonly Departure[], at: Instant, flightMs: number): number | null {
  const last = departures[firstAfter(departures, at - flightMs) - 1];
  return last ? at - flightMs - last.at : null;
}

function firstAfter(departures: readonly Departure[], at: Instant): number {
  let low = 0;
  let high = departures.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((departures[middle] as Departure).at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
