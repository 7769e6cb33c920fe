import type { Instant } from '../history/records';
import type { Knot } from './monotone';
import type { Passage } from './plot';

/** What the pace depends on. */
export interface PacingInput {
  from: Instant;
  to: Instant;
  /** Starts of the weeks. */
  weekStarts: readonly Instant[];
  /** Moments at which the map changes, sorted. */
  changes: readonly Instant[];
  /** Sorted by time, all inside the film. `words`: length of what is read meanwhile. */
  milestones: readonly { at: Instant; words: number }[];
  passages: readonly Passage[];
  /** Film time for the history, without the cards. */
  seconds: number;
}

export interface Pacing {
  knots: Knot[];
  /** For each milestone, when the film arrives at it and when it goes on. */
  dwells: { from: number; to: number }[];
}

const dayMs = 86_400_000;
/** Stretches with nothing entering, leaving or told within four weeks go by three times as fast. */
const quietMs = 28 * dayMs;
const hurry = 0.35;
/** After arriving, the clock walks on this far, so that what changed is seen to come; then it holds while one reads. */
const dwellMs = 10 * dayMs;
const arrivingShare = 0.4;
/** However many milestones there are, this share of the film stays for travelling between them. */
const leastTravelShare = 0.4;

/** How film time maps to history: exactly `seconds`, never backwards, slow at milestones and quick where nothing happens. */
export function buildPacing(input: PacingInput): Pacing {
  const stops = input.milestones.map(({ at, words }, index) => {
    const next = input.milestones[index + 1]?.at ?? input.to;
    const reach = Math.min(dwellMs, (next - at) * 0.8, input.to - at);
    return { at, end: at + reach, weight: readingSeconds(words) * factorAt(input.passages, at) };
  });
  const pieces = piecesOf(input, stops);
  const travel = pieces.reduce((sum, { weight }) => sum + weight, 0);
  const wanted = stops.reduce((sum, { weight }) => sum + weight, 0);
  const most = travel > 0 ? input.seconds * (1 - leastTravelShare) : input.seconds;
  // A film of dwells alone is filled by them; otherwise they take what reading takes, if there is so much.
  const dwelling = travel > 0 ? Math.min(wanted, most) : most;
  const perTravel = travel > 0 ? (input.seconds - (wanted > 0 ? dwelling : 0)) / travel : 0;
  const perDwell = wanted > 0 ? dwelling / wanted : 0;
  return walk(input, stops, pieces, perTravel, perDwell);
}

interface Stop {
  at: Instant;
  end: Instant;
  weight: number;
}

interface Piece {
  from: Instant;
  to: Instant;
  weight: number;
}

/** Time to find and read a caption: a second to notice it, then some four words a second. */
export function readingSeconds(words: number): number {
  return Math.min(6.5, Math.max(2.4, 1.4 + words * 0.22));
}

/** The travelled stretches, cut at weeks, passages and dwells. */
function piecesOf(input: PacingInput, stops: readonly Stop[]): Piece[] {
  const { from, to, passages } = input;
  const marks = [
    ...input.weekStarts,
    ...passages.flatMap((passage) => [passage.from, passage.to]),
    ...stops.flatMap(({ at, end }) => [at, end]),
  ].filter((at) => at > from && at < to);
  const cuts = [...new Set([from, ...marks, to])].sort((a, b) => a - b);
  const busy = [...input.changes, ...stops.map(({ at }) => at)].sort((a, b) => a - b);
  return cuts.slice(1).flatMap((end, index) => {
    const start = cuts[index] as Instant;
    if (stops.some((stop) => start >= stop.at && end <= stop.end)) return [];
    const next = busy.find((at) => at > start - quietMs);
    const isQuiet = next === undefined || next >= end + quietMs;
    const weight = ((end - start) / (7 * dayMs)) * (isQuiet ? hurry : 1) * factorAt(passages, start);
    return [{ from: start, to: end, weight }];
  });
}

function walk(
  input: PacingInput,
  stops: readonly Stop[],
  pieces: readonly Piece[],
  perTravel: number,
  perDwell: number,
): Pacing {
  const knots: Knot[] = [{ seconds: 0, at: input.from }];
  const dwells: Pacing['dwells'] = [];
  let seconds = 0;
  const go = (length: number, at: Instant): void => {
    if (length <= 0) return;
    seconds += length;
    knots.push({ seconds, at });
  };
  const rest = [...pieces];
  for (const stop of stops) {
    while (rest[0] && rest[0].to <= stop.at) {
      const piece = rest.shift() as Piece;
      go(piece.weight * perTravel, piece.to);
    }
    const from = seconds;
    const length = stop.weight * perDwell;
    if (stop.end > stop.at) go(length * arrivingShare, stop.end);
    go(length - (seconds - from), stop.end);
    dwells.push({ from, to: seconds });
  }
  for (const piece of rest) go(piece.weight * perTravel, piece.to);
  // Sums of fractions may be a hair off; the film is exactly as long as was asked for.
  const last = knots.at(-1) as Knot;
  if (knots.length > 1) Object.assign(last, { seconds: input.seconds, at: Math.max(last.at, input.to) });
  else knots.push({ seconds: input.seconds, at: input.to });
  return { knots, dwells };
}

function factorAt(passages: readonly Passage[], at: Instant): number {
  return passages.find(({ from, to }) => at >= from && at < to)?.factor ?? 1;
}
