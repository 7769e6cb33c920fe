import { clipCoverage, uniteCoverage } from '../../domain/history/coverage';
import type { HistoryHeader } from '../../domain/history/header';
import type { Coverage, HistoryRecord, Instant } from '../../domain/history/records';
import type { FileRequest } from '../source';

/**
 * What the files vouch for. A header says it for its file; without one it is the stretch from the first to the last
 * moment of the runs, or of the commits where a file has no runs.
 */
export class CoverageSeen {
  #stated: Coverage[] = [];
  #mainBranches: Record<string, string> = {};
  #header: HistoryHeader | null = null;
  #runs = new Stretch();
  #commits = new Stretch();

  takeHeader(header: HistoryHeader): void {
    this.#header = header;
    Object.assign(this.#mainBranches, header.mainBranches);
  }

  takeRecord(record: HistoryRecord): void {
    if (record.record === 'run') {
      for (const moment of [record.queuedAt, record.startedAt, record.finishedAt]) this.#runs.take(moment);
    } else if (record.record === 'commit') {
      this.#commits.take(record.committedAt ?? record.authoredAt);
    }
  }

  endFile(): void {
    const stated = this.#header?.coverage ?? this.#runs.coverage() ?? this.#commits.coverage();
    if (stated) this.#stated.push(stated);
    this.#header = null;
    this.#runs = new Stretch();
    this.#commits = new Stretch();
  }

  get mainBranches(): Record<string, string> {
    return this.#mainBranches;
  }

  /** Of all files together, within what was asked for; null where nothing is known. */
  coverage(request: Pick<FileRequest, 'since' | 'until'>): Coverage | null {
    if (this.#stated.length === 0) return null;
    return clipCoverage(uniteCoverage(this.#stated), request.since, request.until);
  }
}

class Stretch {
  #from: Instant | null = null;
  #to: Instant | null = null;

  take(moment: Instant | null): void {
    if (moment === null) return;
    this.#from = Math.min(this.#from ?? moment, moment);
    this.#to = Math.max(this.#to ?? moment, moment);
  }

  coverage(): Coverage | null {
    if (this.#from === null || this.#to === null) return null;
    // Coverage is half-open: it ends just past the last moment, so that the last run is in it.
    return { from: this.#from, to: this.#to + 1, gaps: [] };
  }
}
