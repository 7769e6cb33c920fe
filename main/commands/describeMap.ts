import { fateWords } from '../domain/analysis/map/fates';
import { configuredWords, missingWords } from '../domain/analysis/map/knownBy';
import type { MapDifference, MapReport, RunMapReport } from '../domain/analysis/mapReport';
import { duration, percent } from '../domain/deck/wording';
import { printInstant } from '../domain/time/instant';

/** Value streams as lines for people at a terminal. */

export function describeDifference({
  added,
  removed,
  knownFrom = [],
  knownUntil = [],
  changed,
}: MapDifference): string {
  const lines = [
    ...added.map((id) => `+ ${id}`),
    ...removed.map((id) => `− ${id}`),
    ...knownFrom.map((id) => `? ${id} (${fateWords.knownFrom})`),
    ...knownUntil.map((id) => `? ${id} (${fateWords.knownUntil})`),
    ...changed.map(({ id, what }) => `~ ${id}: ${what.join(', ')}`),
  ];
  return lines.length === 0 ? 'The value stream was the same on both dates.\n' : `${lines.join('\n')}\n`;
}

export function describeMap(report: MapReport): string {
  if (report.nodes.length === 0) return 'Nothing was known of the value stream by then.\n';
  const upstream = (id: string): string[] =>
    report.edges.filter((edge) => edge.to === id).map((edge) => (edge.back ? `↺ ${edge.from}` : edge.from));
  const lines = [...report.nodes]
    .sort((a, b) => a.level - b.level || a.y - b.y)
    .map((node) => {
      const isDeclared = node.configuredOnly === true && node.kind !== 'material';
      const stages = node.stages
        .map((stage) => (isDeclared ? stage.name : `${stage.name} ${stage.outcome}`))
        .join(', ');
      const known = node.missing ? `  (${missingWords})` : isDeclared ? `  (${configuredWords(node.kind)})` : '';
      const from = upstream(node.id).join(', ');
      return `${String(node.level)}  ${node.id}${node.branches.length > 0 ? ` (${node.branches.join(', ')})` : ''}${known}${stages ? `  [${stages}]` : ''}${from ? `  ← ${from}` : ''}`;
    });
  return `${lines.join('\n')}\n`;
}

/** The way of one deployment: where it went, its totals, and each step with where its time went. */
export function describeRunMap(report: RunMapReport): string {
  const { commit, environment, path } = report;
  const to = environment === null ? 'deployed nowhere that is known' : `to ${environment}`;
  const from = commit
    ? `from ${commit.revision.slice(0, 12)} of ${commit.material}, committed ${printInstant(commit.committedAt)}`
    : 'from a commit that is not known, so without a lead time';
  const totals = [
    ['lead time', hours(report.leadTimeHours)],
    ['running', hours(report.processHours)],
    ['in the queue', hours(report.queueHours)],
    ['waiting for its turn', hours(report.triggerWaitHours)],
    ['waiting for a person', hours(report.gateWaitHours)],
    ['flow efficiency', share(report.flowEfficiency)],
    ['rolled first-pass yield', share(report.rolledFirstPassYield)],
  ];
  const steps = path.map(({ run, stage, wait, waitHours, queueHours, runHours, firstPassYield: yielded }) => {
    const waited = `waited ${hours(waitHours)}${wait === 'gate' ? ' for a person' : ''}`;
    const passed = `passes at first ${share(yielded.value)} (${String(yielded.passed)} of ${String(yielded.total)})`;
    return `  ${run}${stage === null ? '' : ` ${stage}`}: ${waited}, queued ${hours(queueHours)}, ran ${hours(runHours)}; ${passed}`;
  });
  const lines = [
    `${report.run}, ${to}, ${from}`,
    ...totals.map(([name = '', value = '']) => `  ${name.padEnd(24)} ${value}`),
    'Steps, first to last:',
    ...steps,
  ];
  return `${lines.join('\n')}\n`;
}

function hours(value: number | null): string {
  return value === null ? '–' : duration(value);
}

function share(value: number | null): string {
  return value === null ? '–' : percent(value);
}
