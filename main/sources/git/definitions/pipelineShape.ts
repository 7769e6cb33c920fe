import type { MaterialDefinition, StageDefinition } from '../../../domain/history/records';

/** What a configuration file declares of one pipeline. */
export interface PipelineShape {
  pipeline: string;
  stages: StageDefinition[];
  /** Upstream pipelines the file names. */
  upstream: string[];
  /** All that goes in, where the file says it; else the repository the file is in, and what is upstream. */
  materials?: MaterialDefinition[];
  /** Environments of the whole pipeline, beside those of its stages. */
  environments?: string[];
}

/** Turns the text of one version of a file into its pipelines. Throws `ShapeError` where it cannot. */
export type ShapeParser = (text: string, path: string) => PipelineShape[];

/** Why a version of a configuration file cannot be understood. */
export class ShapeError extends Error {}

export function stageOf(name: string, known: Partial<StageDefinition> = {}): StageDefinition {
  return { name, approval: null, environment: null, image: null, agent: null, jobs: [], ...known };
}

export function upstreamMaterial(name: string): MaterialDefinition {
  return { kind: 'pipeline', name, branch: null };
}

/** Entries in an order in which each comes after those it needs; otherwise as in the file. A cycle stays as it is. */
export function inOrderOfNeeds<Entry>(
  entries: ReadonlyMap<string, Entry>,
  needsOf: (entry: Entry) => string[],
): [string, Entry][] {
  const done = new Map<string, Entry>();
  const open = new Set<string>();
  const visit = (key: string) => {
    const entry = entries.get(key);
    if (entry === undefined || done.has(key) || open.has(key)) return;
    open.add(key);
    needsOf(entry).forEach(visit);
    done.set(key, entry);
  };
  [...entries.keys()].forEach(visit);
  return [...done];
}
