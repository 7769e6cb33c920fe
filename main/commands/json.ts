import type { Coverage } from '../domain/history/records';
import { printInstant, printMoment } from '../domain/time/instant';

/** A coverage as every output prints it: instants as text. */
export function coverageJson(coverage: Coverage) {
  return {
    from: printMoment(coverage.from),
    to: printMoment(coverage.to),
    gaps: coverage.gaps.map((gap) => ({ from: printInstant(gap.from), to: printInstant(gap.to), reason: gap.reason })),
  };
}
