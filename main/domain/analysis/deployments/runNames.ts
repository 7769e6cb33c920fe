import { recordedSource } from '../../history/recorded';
import type { Run } from '../../history/records';
import { RunIndex } from '../map/runIndex';

/** Finds runs by what other records call them, and names them in outputs. Built only when first asked. */
export class RunNames {
  private index: RunIndex | null = null;
  private readonly severalSources: boolean;

  constructor(private readonly runs: readonly Run[]) {
    const [first] = runs;
    this.severalSources = first !== undefined && runs.some((run) => recordedSource(run) !== recordedSource(first));
  }

  /** A run as a record of `source` refers to it: by id, or as `SOURCE:ID`. Null where history has no such run. */
  find(reference: string, source: string): Run | null {
    return this.indexed().find(reference, source);
  }

  /** As `find`, but the id alone may also be that of the only run of another source: incidents come from elsewhere. */
  findFromAfar(reference: string, source: string): Run | null {
    const found = this.find(reference, source);
    if (found) return found;
    const named = this.indexed().findNamed(reference);
    return named.length === 1 ? (named[0] ?? null) : null;
  }

  /** The id of the record; `SOURCE:ID` only where two sources of the retro use the same. */
  print(run: Run): string {
    if (!this.severalSources || this.indexed().findNamed(run.id).length < 2) return run.id;
    return `${recordedSource(run)}:${run.id}`;
  }

  private indexed(): RunIndex {
    this.index ??= new RunIndex(this.runs);
    return this.index;
  }
}
