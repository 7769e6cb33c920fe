import { recordedSource } from '../../history/recorded';
import type { Run } from '../../history/records';

/** Finds runs as `upstream` names them: by id within the same source, or as `SOURCE:ID`. */
export class RunIndex {
  private readonly bySource = new Map<string, Map<string, Run>>();

  constructor(runs: readonly Run[]) {
    for (const run of runs) {
      const source = recordedSource(run);
      const ofSource = this.bySource.get(source);
      if (ofSource) ofSource.set(run.id, run);
      else this.bySource.set(source, new Map([[run.id, run]]));
    }
  }

  /** Null where history has no such run. */
  find(reference: string, source: string): Run | null {
    return this.bySource.get(source)?.get(reference) ?? this.findQualified(reference);
  }

  /** As a person names it: `SOURCE:ID`, or the id alone where only one source has it. */
  findNamed(reference: string): Run[] {
    const found = [...this.bySource.values()].flatMap((runs) => runs.get(reference) ?? []);
    if (found.length > 0) return found;
    const qualified = this.findQualified(reference);
    return qualified ? [qualified] : [];
  }

  /** Sources may hold colons themselves, so every colon is tried. */
  private findQualified(reference: string): Run | null {
    for (let colon = reference.indexOf(':'); colon >= 0; colon = reference.indexOf(':', colon + 1)) {
      const run = this.bySource.get(reference.slice(0, colon))?.get(reference.slice(colon + 1));
      if (run) return run;
    }
    return null;
  }
}
