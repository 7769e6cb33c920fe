import type { Instant } from '../../history/records';
import { bucketIndex } from '../../time/buckets';
import type { BucketClock } from './bucketClock';
import type { CompletionSeries } from './completions';

const hourMs = 3_600_000;

export interface RedEpisode {
  pipeline: string;
  branch: string | null;
  from: Instant;
  /** Null: still red at the end of what is known. */
  to: Instant | null;
  /** Of the whole episode; of one still red up to the end of what is known. */
  hours: number;
}

export interface RedTime {
  /** Episodes that touch the window, by start. */
  episodes: RedEpisode[];
  /** By bucket, cut at the edges of bucket and window. */
  redMs: number[];
  knownMs: number[];
}

/**
 * Red time: per pipeline and branch the first failure after green or unknown opens an episode, the next pass closes it.
 * A completion whose run counter is below the highest already completed is ignored: an old run that ends late says
 * nothing about now. The state is known from the first completion until `knownUntil`.
 */
export function redTime(series: readonly CompletionSeries[], clock: BucketClock, knownUntil: Instant): RedTime {
  const result: RedTime = {
    episodes: [],
    redMs: clock.buckets.map(() => 0),
    knownMs: clock.buckets.map(() => 0),
  };
  const end = Math.min(clock.window.to, knownUntil);
  for (const one of series) {
    const [first] = one.completions;
    if (first) addSpan(result.knownMs, clock, first.at, end);
    for (const { from, to } of episodesOf(one)) {
      addSpan(result.redMs, clock, from, Math.min(to ?? end, end));
      if (from >= end || (to !== null && to <= clock.window.from)) continue;
      const hours = ((to ?? end) - from) / hourMs;
      result.episodes.push({ pipeline: one.pipeline, branch: one.branch, from, to, hours });
    }
  }
  result.episodes.sort((a, b) => a.from - b.from || (a.pipeline < b.pipeline ? -1 : 1));
  return result;
}

function episodesOf({ completions }: CompletionSeries): { from: Instant; to: Instant | null }[] {
  const episodes: { from: Instant; to: Instant | null }[] = [];
  let highest = -Infinity;
  let redSince: Instant | null = null;
  for (const { at, number, passed } of completions) {
    if (number !== null && number < highest) continue;
    highest = Math.max(highest, number ?? -Infinity);
    if (!passed) redSince ??= at;
    else if (redSince !== null) {
      episodes.push({ from: redSince, to: at });
      redSince = null;
    }
  }
  if (redSince !== null) episodes.push({ from: redSince, to: null });
  return episodes;
}

/** Spreads a stretch over the buckets of the window. */
function addSpan(bucketMs: number[], { window, buckets }: BucketClock, from: Instant, to: Instant): void {
  const start = Math.max(from, window.from);
  const end = Math.min(to, window.to);
  if (start >= end) return;
  for (let at = bucketIndex(buckets, start); at >= 0 && at < buckets.length; at += 1) {
    const bucket = buckets[at];
    if (!bucket || bucket.start >= end) return;
    (bucketMs[at] as number) += Math.min(end, bucket.end) - Math.max(start, bucket.start);
  }
}
