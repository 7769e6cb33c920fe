import { clipCoverage, joinOnto, uniteCoverage } from '../../domain/history/coverage';
import type { HistoryHeader } from '../../domain/history/header';
import { eachMoment } from '../../domain/history/recordTime';
import type { Coverage, HistoryRecord, Instant } from '../../domain/history/records';
import type { FileRequest } from '../source';

/**
 * What the files vouch for, source by source. A header says it for what follows it in its file; of all that has none it
 * is the one stretch from the first to the last moment of the runs, or of the commits where there are no runs.
 */
export class CoverageSeen {
  readonly mainBranches: Record<string, string> = {};
  readonly #stated = new Map<string, Coverage[]>();
  readonly #unstated = new Map<string, Seen>();
  #header: HistoryHeader | null = null;
  #ownName = '';
  #seen = new Map<string, Seen>();

  /** `ownName` is the source of records that name none. */
  takeHeader(header: HistoryHeader, ownName: string): void {
    this.endFile();
    this.#header = header;
    this.#ownName = ownName;
    Object.assign(this.mainBranches, header.mainBranches);
    for (const { source, ...coverage } of header.sources ?? []) this.#state(source, coverage);
  }

  takeRecord(record: HistoryRecord): void {
    let seen = this.#seen.get(record.source);
    if (!seen) this.#seen.set(record.source, (seen = { runs: new Stretch(), commits: new Stretch() }));
    if (record.record === 'run') {
      const { runs } = seen;
      eachMoment(record, (moment) => {
        runs.take(moment);
      });
    } else if (record.record === 'commit') {
      seen.commits.take(record.committedAt ?? record.authoredAt);
    }
  }

  endFile(): void {
    const { coverage: vouched, sources } = this.#header ?? { coverage: null };
    // A header may vouch for a time in which nothing happened.
    if (vouched && !sources && this.#seen.size === 0) this.#state(this.#ownName, vouched);
    const told = new Set(sources?.map(({ source }) => source));
    for (const [source, seen] of this.#seen) {
      if (told.has(source)) continue;
      if (vouched) this.#state(source, vouched);
      else this.#addUnstated(source, seen);
    }
    this.#header = null;
    this.#seen = new Map();
  }

  /** Of all files together, within what was asked for, by source; none where nothing is known. */
  coverages(
    request: Pick<FileRequest, 'since' | 'until'>,
  ): { source: string; coverage: Coverage; inferred: boolean }[] {
    const sources = [...new Set([...this.#stated.keys(), ...this.#unstated.keys()])];
    return sources.flatMap((source) => {
      const stated = this.#stated.get(source);
      const { runs, commits } = this.#unstated.get(source) ?? {};
      const seen = runs?.coverage() ?? (stated ? null : commits?.coverage()) ?? null;
      const known = stated ? uniteCoverage(stated) : seen;
      if (!known) return [];
      const coverage = stated && seen ? uniteCoverage([known, joinOnto(known, seen)]) : known;
      return [{ source, coverage: clipCoverage(coverage, request.since, request.until), inferred: !stated }];
    });
  }

  #addUnstated(source: string, { runs, commits }: Seen): void {
    const seen = this.#unstated.get(source);
    if (!seen) this.#unstated.set(source, { runs, commits });
    else {
      seen.runs.join(runs);
      seen.commits.join(commits);
    }
  }

  #state(source: string, coverage: Coverage): void {
    const stated = this.#stated.get(source);
    if (!stated) this.#stated.set(source, [coverage]);
    else stated.push(coverage);
  }
}

interface Seen {
  runs: Stretch;
  commits: Stretch;
}

class Stretch {
  #from: Instant | null = null;
  #to: Instant | null = null;

  take(moment: Instant | null): void {
    if (moment === null) return;
    this.#from = Math.min(this.#from ?? moment, moment);
    this.#to = Math.max(this.#to ?? moment, moment);
  }

  join(other: Stretch): void {
    this.take(other.#from);
    this.take(other.#to);
  }

  coverage(): Coverage | null {
    if (this.#from === null || this.#to === null) return null;
    // Coverage is half-open: it ends just past the last moment, so that the last run is in it.
    return { from: this.#from, to: this.#to + 1, gaps: [] };
  }
}
