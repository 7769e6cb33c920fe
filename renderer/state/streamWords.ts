import type { RunMapReport } from '../../main/domain/analysis/mapReport';
import { hoursText, wholeText } from '../controls/text/numbers';

export type PieceKind = 'gate' | 'trigger' | 'queue' | 'process';

/** One stretch of the way, in the order of time. */
export interface Piece {
  kind: PieceKind;
  hours: number;
  /** Whose: "deploy-dumpling/deploy". */
  of: string;
}

export const pieceNames: Record<PieceKind, string> = {
  gate: 'Waiting for a person',
  trigger: 'Waiting for its turn',
  queue: 'In the queue',
  process: 'Running',
};

export const pieceMeanings: Record<PieceKind, string> = {
  gate: 'From the end of the step before until somebody started this one by hand.',
  trigger: 'From the end of the step before (at first, from the commit) until this one was due by itself.',
  queue: 'From due until an agent took it.',
  process: 'From start to finish.',
};

export function stepName({ pipeline, stage }: RunMapReport['path'][number]): string {
  return stage === null ? pipeline : `${pipeline}/${stage}`;
}

/** The stretches of a value stream; what took no time, or where clocks disagree, is no stretch. */
export function piecesOf({ path }: RunMapReport): Piece[] {
  return path.flatMap((step) => {
    const of = stepName(step);
    const pieces: Piece[] = [
      { kind: step.wait ?? 'trigger', hours: step.waitHours ?? 0, of },
      { kind: 'queue', hours: step.queueHours ?? 0, of },
      { kind: 'process', hours: step.runHours ?? 0, of },
    ];
    return pieces.filter(({ hours }) => hours > 0);
  });
}

/** Hours of each kind, in the order people read them; kinds there are none of left out. */
export function totalsOf(pieces: readonly Piece[]): { kind: PieceKind; hours: number }[] {
  const kinds: PieceKind[] = ['process', 'queue', 'trigger', 'gate'];
  return kinds
    .map((kind) => ({ kind, hours: pieces.reduce((sum, one) => (one.kind === kind ? sum + one.hours : sum), 0) }))
    .filter(({ hours }) => hours > 0);
}

/** What is not known of it, in sentences; none where all is. */
export function gapsOf({ commit, path }: RunMapReport, missing: readonly string[]): string[] {
  const [first] = path;
  const start = first ? stepName(first) : 'its first step';
  return [
    missing.length > 0
      ? `The history does not have ${listed(missing)}, which ${start} was made from: what came before is in none of these numbers.`
      : '',
    commit === null
      ? `Nothing says when what ${start} was made from was committed, so there is no lead time and no flow efficiency.`
      : '',
  ].filter((sentence) => sentence !== '');
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${wholeText(names.length - 3)} more` : shown;
}

export function hoursOrDash(hours: number | null): string {
  return hours === null ? '–' : hoursText(hours);
}
