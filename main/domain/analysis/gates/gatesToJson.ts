import { printInstant, printMoment } from '../../time/instant';
import type { GatesReport } from './gateReport';

/** What `gates --json` prints: instants as RFC 3339 text in UTC. */
export function gatesToJson({ environment, zone, from, to, gates }: GatesReport) {
  return {
    environment,
    zone,
    from: printMoment(from),
    to: printMoment(to),
    gates: gates.map((gate) => ({
      ...gate,
      firstAt: printMoment(gate.firstAt),
      lastAt: printMoment(gate.lastAt),
      series: gate.series.map((week) => ({ ...week, start: printInstant(week.start), end: printInstant(week.end) })),
      rows: gate.rows.map((row) => ({ ...row, at: printInstant(row.at) })),
      stopped: gate.stopped.map((one) => ({
        ...one,
        failedAt: printInstant(one.failedAt),
        deployedAt: printMoment(one.deployedAt),
      })),
    })),
  };
}
