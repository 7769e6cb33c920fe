import { printMoment } from '../../time/instant';
import type { EvidenceReport, EvidenceWindow } from '../evidenceReport';

/** What `evidence --json` prints: instants as RFC 3339 text in UTC. A bound that is not finite becomes null. */
export function evidenceToJson(report: EvidenceReport) {
  const windowToJson = ({ from, to, weeks }: EvidenceWindow) => ({
    from: printMoment(from),
    to: printMoment(to),
    weeks,
  });
  return {
    ...report,
    windows: { before: windowToJson(report.windows.before), after: windowToJson(report.windows.after) },
  };
}
