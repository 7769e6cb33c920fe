import { buildMetrics } from '../domain/analysis/buildMetrics';
import { metricsToJson } from '../domain/analysis/metricsToJson';
import type { MetricsReport } from '../domain/analysis/metricsReport';
import { printInstant } from '../domain/time/instant';
import { exit, UsageError, type Command } from './command';
import { oneOf, parseWords, range, required, zoneOption } from './words';

const options = {
  environment: { type: 'string' },
  track: { type: 'string' },
  pipeline: { type: 'string' },
  bucket: { type: 'string' },
  zone: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
} as const;

export const metrics: Command = {
  name: 'metrics',
  summary: 'deployments, lead time, batch size, failures, flakiness and red time',
  usage:
    'metrics RETRO [--environment E] [--track T] [--pipeline P[/STAGE]] [--bucket week|month] [--zone Z]\n' +
    '        [--since D] [--until D]',
  async run({ words, json, terminal, open }) {
    const { values, positionals } = parseWords(words, options);
    const word = required(positionals, 'a retro');
    const bucket = oneOf(values.bucket, '--bucket', ['week', 'month'] as const) ?? 'week';
    const { engine: opened, name } = await open(word, 'read');
    const retro = await opened.retro(name);
    const zone = zoneOption(values.zone) ?? retro.environments.zone;
    const { environment, track, pipeline } = values;
    const query = { environment, track, pipeline, bucket, zone, ...range(values, retro.environments.zone) };
    const report = buildMetrics(await opened.history(name), retro.environments, query, await opened.index(name));
    if ('problem' in report) throw new UsageError(report.problem);
    await terminal.out(json ? `${JSON.stringify(metricsToJson(report))}\n` : summary(report));
    return exit.done;
  },
};

function summary(report: MetricsReport): string {
  const { summary: s } = report;
  const span = report.from === null ? 'no history' : `${printInstant(report.from)} to ${printInstant(report.to ?? 0)}`;
  const lines = [
    `${report.environment ?? 'no production environment'} · ${span} · ${report.zone}`,
    `deployments        ${String(s.deployments.count)} (${number(s.deployments.perWeekMean)} a week; ${String(s.deployments.failedAttempts)} failed attempts)`,
    `lead time          ${number(s.leadTimeHours.median)} h median, ${number(s.leadTimeHours.p90)} h p90 (n=${String(s.leadTimeHours.n)})`,
    `batch size         ${number(s.batchSize.median)} commits median (n=${String(s.batchSize.n)})`,
    `change fail rate   ${share(s.changeFailRate.value)} (${String(s.changeFailRate.failed)} of ${String(s.changeFailRate.total)}, ${s.changeFailRate.basis})`,
    `recovery           ${number(s.recoveryHours.median)} h median (n=${String(s.recoveryHours.n)}, ${String(s.recoveryHours.open)} open)`,
    `first-pass yield   ${share(s.firstPassYield.value)} (${String(s.firstPassYield.passed)} of ${String(s.firstPassYield.total)})`,
    `flaky              ${share(s.flaky.rate)} (${String(s.flaky.flakyGroups)} of ${String(s.flaky.groups)} groups)`,
    `red                ${share(s.red.fraction)} (${number(s.red.hours)} of ${number(s.red.knownHours)} h)`,
  ];
  return `${lines.join('\n')}\n`;
}

function number(value: number | null): string {
  return value === null ? '–' : value.toFixed(1);
}

function share(value: number | null): string {
  return value === null ? '–' : `${(value * 100).toFixed(1)} %`;
}
