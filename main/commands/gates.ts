import { buildGates } from '../domain/analysis/gates/buildGates';
import type { GateReport, GatesReport, StoppedRevision } from '../domain/analysis/gates/gateReport';
import { gatesToJson } from '../domain/analysis/gates/gatesToJson';
import { printInstant } from '../domain/time/instant';
import { exit, UsageError, type Command } from './command';
import { parseWords, range, required } from './words';

const options = {
  environment: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
} as const;

export const gates: Command = {
  name: 'gates',
  summary: 'what the environments before production did: coverage, revisions stopped, minutes added',
  usage: 'gates RETRO [--environment E] [--since D] [--until D]',
  async run({ words, json, terminal, open }) {
    const { values, positionals } = parseWords(words, options);
    const word = required(positionals, 'a retro');
    const { engine: opened, name } = await open(word, 'read');
    const { environments } = await opened.retro(name);
    const query = { environment: values.environment ?? null, ...range(values, environments.zone) };
    const report = buildGates(await opened.history(name), environments, query, await opened.index(name));
    if ('problem' in report) throw new UsageError(report.problem);
    await terminal.out(json ? `${JSON.stringify(gatesToJson(report))}\n` : describe(report));
    return exit.done;
  },
};

/** The newest; a long history would scroll everything else away. */
const mostListed = 10;

function describe({ gates: all, environment }: GatesReport): string {
  if (environment === null) return 'No environment is production, so nothing comes before it.\n';
  if (all.length === 0) return `No environment before ${environment} is known.\n`;
  return `${all.map(describeGate).join('\n\n')}\n`;
}

function describeGate(gate: GateReport): string {
  const { deployments: d, revisions: r, minutes: m } = gate;
  const since = gate.firstAt === null ? 'nothing was tried there yet' : `since ${printInstant(gate.firstAt)}`;
  const lines = [
    `${gate.environment} · ${gate.label} · ${since}`,
    `  passed it first    ${share(d.coverage)} (${String(d.passed)} of ${String(d.passed + d.failed + d.skipped)} deployments${d.unknown > 0 ? `; of ${String(d.unknown)} more it is not known` : ''})`,
    `  went past it       ${String(d.skipped)} never tried there, ${String(d.failed)} had only failed there`,
    `  revisions          ${String(r.tried)} tried, ${String(r.stopped)} stopped, ${String(r.retried)} passed when tried again`,
    `  added to each      ${number(m.median)} min median (${number(m.runMedian)} running, ${number(m.waitMedian)} waiting), ${number(m.total / 60)} h in all (n=${String(m.n)})`,
    ...gate.stopped.slice(-mostListed).map(describeStop),
  ];
  if (gate.stopped.length > mostListed) {
    lines.push(`  … the last ${String(mostListed)} of ${String(gate.stopped.length)}; --json lists all`);
  }
  return lines.join('\n');
}

function describeStop({ revision, failedAt, runs, fixedBy, hours }: StoppedRevision): string {
  const name = revision?.slice(0, 12) ?? 'unknown revision';
  const later = fixedBy === null ? '' : `, its commits live with ${fixedBy} after ${number(hours)} h`;
  return `  stopped            ${name} on ${printInstant(failedAt)} in ${runs.join(', ')}${later}`;
}

function number(value: number | null): string {
  return value === null ? '–' : value.toFixed(1);
}

function share(value: number | null): string {
  return value === null ? '–' : `${(value * 100).toFixed(1)} %`;
}
