import { uniteCoverage } from '../../history/coverage';
import type { Coverage, Gap, History } from '../../history/records';
import { coverageBySource } from './sourceCoverage';

/**
 * The stretch the runs of a history are vouched for: that of the sources that have runs, as a checkout that goes back
 * further says nothing about pipelines. A gap of any source stays one.
 */
export function historyCoverage(history: History): Coverage {
  const withRuns = [...coverageBySource(history).values()];
  const parts = withRuns.length > 0 ? withRuns : history.coverage.map(({ from, to, gaps }) => ({ from, to, gaps }));
  const united = uniteCoverage(parts);
  return { from: united.from, to: united.to, gaps: allGaps([...united.gaps, ...parts.flatMap((part) => part.gaps)]) };
}

function allGaps(gaps: readonly Gap[]): Gap[] {
  const distinct = new Map(gaps.map((gap) => [`${String(gap.from)} ${String(gap.to)}`, gap]));
  return [...distinct.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}
