import { recordedSource } from '../../history/recorded';
import { eachMoment } from '../../history/recordTime';
import { uniteCoverage } from '../../history/coverage';
import type { Coverage, Gap, History, Run } from '../../history/records';

/**
 * The stretch the runs of a history are vouched for: that of the sources that have runs, as a checkout that goes back
 * further says nothing about pipelines. A source without a stated end reaches from its first to its last moment.
 * A gap of any source stays one.
 */
export function historyCoverage(history: History): Coverage {
  const withRuns = new Set<string>();
  for (const run of history.runs) withRuns.add(recordedSource(run));
  const stated = new Map(history.coverage.map((one) => [one.source, one]));
  const sources = withRuns.size > 0 ? [...withRuns] : [...stated.keys()];
  const parts = sources.map((source): Coverage => {
    const one = stated.get(source) ?? { from: null, to: null, gaps: [] };
    if (one.from !== null && one.to !== null) return { from: one.from, to: one.to, gaps: one.gaps };
    const seen = momentsOf(history.runs, source);
    return { from: one.from ?? seen.from, to: one.to ?? seen.to, gaps: one.gaps };
  });
  const united = uniteCoverage(parts);
  return { from: united.from, to: united.to, gaps: allGaps([...united.gaps, ...parts.flatMap((part) => part.gaps)]) };
}

/** Half-open, so the end lies just behind the last moment. */
function momentsOf(runs: readonly Run[], source: string): { from: number | null; to: number | null } {
  let from = Infinity;
  let to = -Infinity;
  for (const run of runs) {
    if (recordedSource(run) !== source) continue;
    eachMoment(run, (moment) => {
      if (moment < from) from = moment;
      if (moment >= to) to = moment + 1;
    });
  }
  return from <= to ? { from, to } : { from: null, to: null };
}

function allGaps(gaps: readonly Gap[]): Gap[] {
  const distinct = new Map(gaps.map((gap) => [`${String(gap.from)} ${String(gap.to)}`, gap]));
  return [...distinct.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}
