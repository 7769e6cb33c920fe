import { uniteCoverage } from '../../history/coverage';
import { recordedSource } from '../../history/recorded';
import { eachMoment } from '../../history/recordTime';
import type { Coverage, History, Run, Span } from '../../history/records';
import { uniteStretches } from '../map/stretches';

/** What each source that tells of runs vouches for. One without a stated end reaches from its first to its last moment. */
export function coverageBySource({ runs, coverage }: Pick<History, 'runs' | 'coverage'>): Map<string, Coverage> {
  const withRuns = new Set<string>();
  for (const run of runs) withRuns.add(recordedSource(run));
  const stated = new Map(coverage.map((one) => [one.source, one]));
  return new Map(
    [...withRuns].map((source): [string, Coverage] => {
      const { from, to, gaps } = stated.get(source) ?? { from: null, to: null, gaps: [] };
      if (from !== null && to !== null) return [source, { from, to, gaps }];
      const seen = momentsOf(runs, source);
      return [source, { from: from ?? seen.from, to: to ?? seen.to, gaps }];
    }),
  );
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

/**
 * What is known of a thing by the sources that tell of it, all of them together: what one of them covers is covered, as
 * it went on there.
 */
export class CoverageOfThings {
  private readonly bySource: ReadonlyMap<string, Coverage>;
  private readonly known = new Map<string, Coverage>();

  constructor(history: Pick<History, 'runs' | 'coverage'>) {
    const stated = history.coverage.map((one): [string, Coverage] => [one.source, one]);
    this.bySource = new Map([...stated, ...coverageBySource(history)]);
  }

  /** Ends that nobody knows are null. */
  by(sources: Iterable<string>): Coverage {
    const names = [...new Set(sources)].sort();
    const key = JSON.stringify(names);
    const found = this.known.get(key);
    if (found) return found;
    const coverage = uniteCoverage(names.flatMap((name) => this.bySource.get(name) ?? []));
    this.known.set(key, coverage);
    return coverage;
  }
}

/** All the time a coverage says nothing of, ascending: before it begins, in its gaps and after it ends. */
export function uncovered({ from, to, gaps }: Coverage): Span[] {
  if (from === null || to === null) return [{ from: -Infinity, to: Infinity }];
  return uniteStretches([{ from: -Infinity, to: from }, ...gaps, { from: to, to: Infinity }]);
}
