import type { HistoryRecord, Instant, Run } from './records';

/** The moment a run is filed under: when it was first heard of. Null when the server gave no moment at all. */
export function runTime(run: Pick<Run, 'queuedAt' | 'startedAt' | 'finishedAt'>): Instant | null {
  return run.queuedAt ?? run.startedAt ?? run.finishedAt;
}

/** Visits every moment of a run, its stages and their jobs: history is there from the first to the last of them. */
export function eachMoment(run: Run, visit: (moment: Instant) => void): void {
  const see = (moment: Instant | null): void => {
    if (moment !== null) visit(moment);
  };
  see(run.queuedAt);
  see(run.startedAt);
  see(run.finishedAt);
  for (const stage of run.stages) {
    for (const { scheduledAt, startedAt, finishedAt } of [stage, ...stage.jobs]) {
      see(scheduledAt);
      see(startedAt);
      see(finishedAt);
    }
  }
}

/** The moment a record is filed under, whatever its kind; 0 where a commit has none. */
export function recordTime(record: HistoryRecord): Instant {
  switch (record.record) {
    case 'run':
      return runTime(record) ?? 0;
    case 'commit':
      return record.committedAt ?? record.authoredAt ?? 0;
    case 'incident':
      return record.openedAt;
    case 'definition':
      return record.validFrom;
    case 'toggle':
      return record.from;
  }
}

/** What identifies a record within its source: importing the same again is an edit, never a second record. */
export function recordKey(record: HistoryRecord): string {
  switch (record.record) {
    case 'run':
      return record.id;
    case 'commit':
      return `${record.material}@${record.revision}`;
    case 'incident':
    case 'toggle':
      return record.id;
    case 'definition':
      return `${record.pipeline}@${record.origin}`;
  }
}
