import { recordedPipeline, recordedSource } from '../../history/recorded';
import type { Run } from '../../history/records';

/** The pipeline of a run that history does not have. */
export interface MissingPipeline {
  source: string;
  pipeline: string;
  /** Whether history has other runs of it. */
  isKnown: boolean;
}

/** What a pipeline is called of which only ids without a name are known. */
export const unnamedPipeline = 'unknown pipeline';

/**
 * Tells from which pipeline a run was that others name as their upstream, but that history does not have. Ids of the form
 * PIPELINE/NUMBER say so, unless the source is known to make its ids in another way; of others nothing can be said.
 */
export class MissingRuns {
  private sources: Map<string, SourceNames> | null = null;

  constructor(private readonly runs: readonly Run[]) {}

  /** `source` is that of the run which refers to it. The reference is an id of the same source, or `SOURCE:ID`. */
  pipelineOf(reference: string, source: string): MissingPipeline {
    this.sources ??= namesBySource(this.runs);
    const [of, id] = this.split(reference, source, this.sources);
    const names = this.sources.get(of);
    if (names?.areInIds === false) return { source: of, pipeline: unnamedPipeline, isKnown: false };
    // Names hold slashes themselves, and some ids more than a name and a number: the longest name that is known counts.
    for (let slash = id.lastIndexOf('/'); slash > 0; slash = id.lastIndexOf('/', slash - 1)) {
      const known = names?.pipelines.get(id.slice(0, slash));
      if (known) return { ...known, isKnown: true };
    }
    return { source: of, pipeline: id.slice(0, Math.max(0, id.lastIndexOf('/'))) || unnamedPipeline, isKnown: false };
  }

  /** Sources may hold colons themselves; one that is not known ends at the first. */
  private split(reference: string, source: string, sources: ReadonlyMap<string, SourceNames>): [string, string] {
    for (let colon = reference.indexOf(':'); colon > 0; colon = reference.indexOf(':', colon + 1)) {
      const prefix = reference.slice(0, colon);
      if (sources.has(prefix)) return [prefix, reference.slice(colon + 1)];
    }
    const foreign = /^([^/:]+):(?!\/)(.+)$/.exec(reference);
    return foreign?.[1] && foreign[2] ? [foreign[1], foreign[2]] : [source, reference];
  }
}

interface SourceNames {
  /** Whether the ids of its runs are PIPELINE/NUMBER. */
  areInIds: boolean;
  /** By the name they are recorded under: where their runs are found now. */
  pipelines: Map<string, { source: string; pipeline: string }>;
}

function namesBySource(runs: readonly Run[]): Map<string, SourceNames> {
  const sources = new Map<string, SourceNames>();
  for (const run of runs) {
    const [source, pipeline] = [recordedSource(run), recordedPipeline(run)];
    const names = sources.get(source) ?? { areInIds: true, pipelines: new Map() };
    sources.set(source, names);
    if (!run.id.startsWith(`${pipeline}/`)) names.areInIds = false;
    if (!names.pipelines.has(pipeline)) names.pipelines.set(pipeline, { source: run.source, pipeline: run.pipeline });
  }
  return sources;
}
