import type { History, Run } from '../../history/records';
import { asStreams } from './asStreams';
import { RevisionFinder } from './revisionFinder';
import { withMaterialNames } from './sameMaterials';
import { samePipelines } from './samePipelines';
import { runsOnce } from './sameRuns';

/** What all analyses work on, and what was left out of it. */
export interface JoinedHistory {
  history: History;
  /** Runs that another source tells of too, each with the run that is counted in its place. */
  twice: ReadonlyMap<Run, Run>;
}

/**
 * The history of several sources as one: every run once, every pipeline that several tell of as one, every repository under
 * one name, every revision by its whole hash.
 * What is stored and printed stays as each source told it.
 */
export function joinHistory(history: History): JoinedHistory {
  const { runs, twice } = runsOnce(history.runs);
  const joined = { ...history, runs: withMaterialNames(runs, new RevisionFinder(history.commits)) };
  return { history: asStreams(joined, samePipelines(twice)), twice };
}

/** So many runs of a source are told by another too, and are counted as runs of that. */
export interface TwiceTold {
  source: string;
  by: string;
  runs: number;
}

export function twiceBySource(twice: ReadonlyMap<Run, Run>): TwiceTold[] {
  const counts = new Map<string, TwiceTold>();
  for (const [run, counted] of twice) {
    const key = `${run.source}\n${counted.source}`;
    const known = counts.get(key);
    if (known) known.runs += 1;
    else counts.set(key, { source: run.source, by: counted.source, runs: 1 });
  }
  return [...counts.values()].sort((a, b) =>
    a.source < b.source ? -1 : a.source > b.source ? 1 : a.by < b.by ? -1 : 1,
  );
}

/** For people: why there are fewer runs than came in. */
export function twiceSentence({ source, by, runs }: TwiceTold): string {
  return runs === 1
    ? `One run of ${source} is told by ${by} too; it counts once.`
    : `${runs} runs of ${source} are told by ${by} too; each counts once.`;
}
