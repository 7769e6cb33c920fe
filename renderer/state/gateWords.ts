import type { GateReport } from '../../main/domain/analysis/gates/gateReport';
import type { RowsOrder } from '../../main/ipc/messages/retro';
import { countText, hoursText, percentText, wholeText } from '../controls/text/numbers';

/** One number of a gate and the rows behind it. */
export interface GateNumber {
  id: RowsOrder['of'] & { kind: 'gate' };
  name: string;
  /** What is counted, in a sentence or two. */
  meaning: string;
  value: string | null;
  detail: string;
}

const minutes = (value: number): string => hoursText(value / 60);

/** The numbers of a gate; those that would only say that there was none of it are left out. */
export function gateNumbers(gate: GateReport): GateNumber[] {
  const { environment, deployments: d, revisions: r, minutes: m } = gate;
  const of = (which: GateNumber['id']['which']): GateNumber['id'] => ({ kind: 'gate', environment, which });
  const past: GateNumber = {
    id: of('past'),
    name: 'Went past it',
    meaning: `Deployments to production whose revision had not passed ${environment} when production started: it was never tried there, or had only failed there.`,
    value: wholeText(d.skipped + d.failed),
    detail: `${wholeText(d.skipped)} never tried there, ${wholeText(d.failed)} had only failed there`,
  };
  const unknown: GateNumber = {
    id: of('unknown'),
    name: 'Not known',
    meaning: `Deployments of which it cannot be said whether their revision had passed ${environment}: runs they were made from are not in the history. They are in no share.`,
    value: wholeText(d.unknown),
    detail: 'runs they came from are missing',
  };
  return [
    {
      id: of('passed'),
      name: 'Passed it first',
      meaning: `Share of the deployments to production whose revision, or a run it was made from, had passed ${environment} when production started. Counted since ${environment} was first tried.`,
      value: d.coverage === null ? null : percentText(d.coverage),
      detail: `${wholeText(d.passed)} of ${countText(d.passed + d.skipped + d.failed, 'deployment')}${d.before > 0 ? `, ${wholeText(d.before)} before it was there` : ''}`,
    },
    ...(d.skipped + d.failed > 0 ? [past] : []),
    ...(d.unknown > 0 ? [unknown] : []),
    {
      id: of('stopped'),
      name: 'Revisions stopped',
      meaning: `Revisions that failed at ${environment} and never passed there, and that production never got, or only within a later one. Whether the software or the gate was at fault, this does not say.`,
      value: r.tried === 0 ? null : wholeText(r.stopped),
      detail: `of ${wholeText(r.tried)} tried, ${wholeText(r.retried)} passed when tried again`,
    },
    {
      id: of('passed'),
      name: 'Added to a deployment',
      meaning: `Time from the end of what came before until the revision had passed ${environment}, median. Running is the time in which an attempt was under way there, waiting is the rest.`,
      value: m.median === null ? null : minutes(m.median),
      detail: `${minutes(m.runMedian ?? 0)} running, ${minutes(m.waitMedian ?? 0)} waiting, ${minutes(m.total)} in all`,
    },
  ];
}

/** The weeks in words, for those who do not see the bars. */
export function gateWeeksText({ environment, series }: GateReport): string {
  const told = series.filter((week) => week.coverage !== null);
  const whole = told.filter((week) => week.coverage === 1).length;
  return told.length === 0
    ? `No week with a deployment since ${environment} was first tried`
    : `In ${wholeText(whole)} of ${countText(told.length, 'week')} with deployments all of them had passed ${environment} first`;
}
