import type { RetroFacts } from '../../main/domain/analysis/facts';
import type { GateReport, GatesReport } from '../../main/domain/analysis/gates/gateReport';

/** Gates that fit the sample facts: nearly every deployment passes them, some revisions are stopped. */
export function sampleGates(facts: RetroFacts): GatesReport {
  const production = facts.environments.find(({ role }) => role === 'production');
  const before = facts.environments.filter(({ role }) => role !== 'production' && role !== 'other');
  return {
    environment: facts.group,
    zone: facts.zone,
    from: facts.coverage.from,
    to: facts.coverage.to,
    gates: before.map(({ name, label, role, firstAt, lastAt }): GateReport => {
      const series = facts.weeks.map((week, at): GateReport['series'][number] => {
        const deployments = production?.deployments[at] ?? 0;
        const skipped = deployments > 0 && at % 9 === 0 ? 1 : 0;
        const passed = deployments - skipped;
        return {
          ...{ id: week.id, start: week.start, end: week.end, partial: week.partial, deployments },
          ...{ passed, skipped, failed: 0, unknown: 0, coverage: deployments > 0 ? passed / deployments : null },
          ...{ stopped: at % 13 === 5 ? 1 : 0, minutesMedian: deployments > 0 ? 14 : null },
        };
      });
      const sum = (of: (week: (typeof series)[number]) => number): number => series.reduce((all, w) => all + of(w), 0);
      const [total, passed] = [sum((week) => week.deployments), sum((week) => week.passed)];
      const counts = { passed, skipped: total - passed, failed: 0, unknown: 0 };
      return {
        ...{ environment: name, label, role, firstAt, lastAt, series, rows: [], stopped: [] },
        deployments: { ...counts, coverage: total > 0 ? passed / total : null, total, before: 0 },
        revisions: { tried: total + 12, stopped: sum((week) => week.stopped), retried: 7, wentOn: 0, late: 0 },
        minutes: {
          ...{ n: passed, median: 14, total: 14 * passed, runMedian: 12, runTotal: 12 * passed },
          ...{ waitMedian: 2, waitTotal: 2 * passed },
        },
      };
    }),
  };
}
