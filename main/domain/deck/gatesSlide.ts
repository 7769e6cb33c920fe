import type { GateReport } from '../analysis/gates/gateReport';
import type { Role } from '../retro/environmentMap';
import { blankSlide } from './blankSlide';
import type { BigNumber, ChartData, Slide } from './deck';
import type { DeckInput } from './deckInput';
import { groupName } from './timelineSlide';
import { counted, date, decimal, duration, environmentName, list, percent } from './wording';

/** The nearer to production, the more of a gate. */
const nearness: Role[] = ['snapshot', 'staging', 'test', 'dogfood', 'other', 'production'];

/** Whether the gate before production earned its keep: its coverage, what it stopped, what it cost. Others in a line each. */
export function gatesSlide(input: DeckInput): Slide | null {
  const tried = (input.gates?.gates ?? []).filter((one) => one.deployments.total > one.deployments.unknown);
  const [gate, ...others] = [...tried].sort((a, b) => nearness.indexOf(a.role) - nearness.indexOf(b.role));
  if (!gate) return null;
  const headline = headlineOf(gate, groupName(input));
  const numbers = [coverage(gate), stops(gate), minutes(gate)].filter((one) => one !== null);
  const since = gate.firstAt === null ? '' : `, since ${date(gate.firstAt, input.facts.zone)}`;
  return {
    ...blankSlide(input, 'chart', 'gates'),
    headline,
    measure: `Share of deployments to ${groupName(input)} whose revision had passed ${nameOf(gate)} before${since}`,
    numbers,
    chart: chartOf(input, gate),
    notes: [
      `${headline}.`,
      ...numbers.map((one) => `${one.label}: ${one.after}. ${one.detail}.`),
      'Stopped: failed there and never passed; production never got that revision, or only within a later one. Whether it was the software or the gate that was at fault, these numbers do not say.',
      ...others.map(inShort),
    ].join('\n'),
    alt: `Line chart of the share of production deployments that had passed ${gate.environment}, by week. ${numbers.map((one) => `${one.label}: ${one.after}`).join('; ')}.`,
  };
}

function headlineOf({ environment, revisions, deployments }: GateReport, target: string): string {
  if (revisions.stopped > 0) return `${environment} stopped ${counted(revisions.stopped, 'revision')} before ${target}`;
  const known = deployments.total - deployments.unknown;
  if (deployments.passed === known) return `Every deployment to ${target} passed ${environment} first`;
  return `${String(deployments.passed)} of ${counted(known, 'deployment')} to ${target} passed ${environment} first`;
}

function coverage({
  deployments: { passed, failed, skipped, unknown, coverage: share },
}: GateReport): BigNumber | null {
  if (share === null) return null;
  const past = [
    skipped > 0 ? `${String(skipped)} never tried there` : '',
    failed > 0 ? `${String(failed)} had only failed there` : '',
    unknown > 0 ? `${String(unknown)} not known` : '',
  ].filter((part) => part !== '');
  const detail = [`${String(passed)} of ${String(passed + failed + skipped)} deployments`, ...past].join(' · ');
  return { ...plain, label: 'Passed it first', after: percent(share), detail };
}

function stops({ revisions: { tried, stopped, retried } }: GateReport): BigNumber | null {
  if (tried === 0) return null;
  const detail = `of ${String(tried)} tried · ${String(retried)} passed when tried again`;
  return { ...plain, label: 'Revisions stopped', after: String(stopped), detail };
}

function minutes({ minutes: { n, median, total, runMedian, waitMedian } }: GateReport): BigNumber | null {
  if (median === null) return null;
  const parts = `${decimal(runMedian ?? 0)} running, ${decimal(waitMedian ?? 0)} waiting`;
  const detail = `medians in minutes: ${parts} · ${duration(total / 60)} in all, n=${String(n)}`;
  return { ...plain, label: 'Added to a deployment, typical', after: duration(median / 60), detail };
}

function nameOf({ environment, label }: GateReport): string {
  return environmentName({ name: environment, label });
}

const plain = { before: null, effect: null, verdict: null };

function inShort(gate: GateReport): string {
  const numbers = [coverage(gate), stops(gate), minutes(gate)].filter((one) => one !== null);
  return `${nameOf(gate)}: ${list(numbers.map((one) => `${one.label.toLowerCase()} ${one.after} (${one.detail})`))}.`;
}

function chartOf(input: DeckInput, gate: GateReport): ChartData {
  const { series, environment, role } = gate;
  return {
    kind: 'line',
    title: `Passed ${environment} first, by week`,
    unit: '%',
    categories: series.map((week) => week.id),
    starts: series.map((week) => week.start),
    partial: series.map((week) => week.partial),
    series: [{ name: environment, values: series.map(({ coverage: share }) => percentage(share)), tone: role }],
    target: null,
    flags: input.retro.milestones
      .filter((one) => one.status === 'accepted')
      .map(({ at, kind, title }) => ({ at, label: title, kind })),
  };
}

/** Three decimals say all there is. */
function percentage(share: number | null): number | null {
  return share === null ? null : Math.round(share * 100_000) / 1_000;
}
