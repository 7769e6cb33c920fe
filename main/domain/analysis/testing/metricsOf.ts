import type { History, Run } from '../../history/records';
import type { EnvironmentMap } from '../../retro/environmentMap';
import { buildMetrics, type MetricsQuery } from '../buildMetrics';
import type { MetricsReport } from '../metricsReport';
import { commit, environmentMap, history, revision, run, t } from './records';

export const hour = 3_600_000;
/** Four complete weeks of coverage. */
const january = [{ source: 'ci', from: t('2024-01-01'), to: t('2024-01-29'), gaps: [] }];

/** `c0` … `c9`, one a day from 1 January at noon, each the parent of the next. */
export const line = Array.from({ length: 10 }, (_, i) =>
  commit(`c${String(i)}`, i === 0 ? [] : [`c${String(i - 1)}`], t('2024-01-01T12:00:00Z') + i * 24 * hour),
);

/** A run that deploys to production as a whole. */
export function deploy(number: number, finished: string, rev: string, fields: Partial<Run> = {}): Run {
  const id = `deploy/${String(number)}`;
  return run(id, { number, environment: 'production', finishedAt: t(finished), revisions: [revision(rev)], ...fields });
}

/** Metrics by week of what is given, with January covered unless said otherwise. */
export function metrics(
  given: Partial<History>,
  query: Partial<MetricsQuery> = {},
  map: EnvironmentMap = environmentMap(),
): MetricsReport {
  const report = buildMetrics(history({ coverage: january, ...given }), map, { bucket: 'week', ...query });
  if ('problem' in report) throw new Error(report.problem);
  return report;
}
