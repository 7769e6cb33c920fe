import type { GatesReport } from '../domain/analysis/gates/gateReport';
import type { MetricsReport } from '../domain/analysis/metricsReport';
import type { ExportPage } from '../ipc/messages/exporting';

/** All an export is written from: slides, facts and numbers, with people shown or not as was asked. */
export interface ExportInput {
  page: ExportPage;
  /** By week, of the retro's own production. */
  metrics: MetricsReport;
  gates: GatesReport;
}
