import type { Definition } from '../../domain/history/records';
import type { Rejection } from '../source';
import { configurationPlaces, parserOf } from './definitions/configurationFiles';
import { ShapeError, upstreamMaterial } from './definitions/pipelineShape';
import type { PipelineShape } from './definitions/pipelineShape';
import type { CommitGraph } from './commitGraph';
import { fileCommits, mainTip, type FileCommit } from './fileVersions';
import { BlobReader } from './readBlobs';
import type { Repository } from './repository';

const isConfiguration = (path: string): boolean => parserOf(path) !== null;

export type DefinitionRow = { definition: Definition } | { rejected: Rejection };

/**
 * What the pipelines were configured to be, from every version of their files on the main line, oldest first. A pipeline
 * whose file went away, and that no other file took over in the same commit, ends there.
 */
export async function* readDefinitions(repository: Repository, graph: CommitGraph): AsyncGenerator<DefinitionRow> {
  const tip = mainTip(repository, graph);
  if (!tip) return;
  const blobs = new BlobReader(repository.place);
  const pipelinesOf = new Map<string, Set<string>>();
  try {
    for await (const commit of fileCommits(repository, graph, tip, configurationPlaces, isConfiguration)) {
      yield* definitionsOf(commit, repository.material, blobs, pipelinesOf);
    }
  } finally {
    blobs.close();
  }
}

async function* definitionsOf(
  commit: FileCommit,
  material: string,
  blobs: BlobReader,
  pipelinesOf: Map<string, Set<string>>,
): AsyncGenerator<DefinitionRow> {
  const before = new Map<string, string>();
  const definitions: Definition[] = [];
  for (const { path, object } of commit.versions) {
    const origin = `${path}@${commit.revision.slice(0, 12)}`;
    const shapes = object === null ? [] : await shapesOf(path, object, blobs);
    if (typeof shapes === 'string') {
      yield { rejected: { where: origin, id: null, reason: shapes } };
      continue;
    }
    for (const pipeline of pipelinesOf.get(path) ?? []) before.set(pipeline, origin);
    pipelinesOf.set(path, new Set(shapes.map(({ pipeline }) => pipeline)));
    definitions.push(...shapes.map((shape) => definitionOf(shape, commit.at, origin, material)));
  }
  for (const definition of definitions) yield { definition };
  const present = new Set([...pipelinesOf.values()].flatMap((pipelines) => [...pipelines]));
  for (const [pipeline, origin] of before) {
    if (!present.has(pipeline)) yield { definition: ending(pipeline, commit.at, origin, material) };
  }
}

/** The pipelines of one version, or why it cannot be understood. */
async function shapesOf(path: string, object: string, blobs: BlobReader): Promise<PipelineShape[] | string> {
  const text = await blobs.read(object);
  if (text === null) return 'the file is larger than 1 MB or is not in the repository';
  try {
    return parserOf(path)?.(text, path) ?? [];
  } catch (error) {
    if (error instanceof ShapeError) return error.message;
    throw error;
  }
}

function definitionOf(shape: PipelineShape, validFrom: number, origin: string, material: string): Definition {
  const stages = shape.stages.map((stage) => ({ ...stage, environment: nameOrNull(stage.environment) }));
  const environments = [...(shape.environments ?? []), ...stages.map(({ environment }) => environment)];
  const repository = { kind: 'material' as const, name: material, branch: null };
  return {
    record: 'definition',
    source: '',
    pipeline: shape.pipeline,
    validFrom,
    present: true,
    stages,
    materials: shape.materials ?? [repository, ...shape.upstream.map(upstreamMaterial)],
    environments: [...new Set(environments.flatMap((name) => nameOrNull(name) ?? []))],
    origin,
  };
}

/** An environment whose name holds a variable (`review/$BRANCH`, `${{ inputs.target }}`) is known only once it runs. */
function nameOrNull(environment: string | null): string | null {
  return environment !== null && /\$[\w({[]/.test(environment) ? null : environment;
}

function ending(pipeline: string, validFrom: number, origin: string, material: string): Definition {
  return {
    record: 'definition',
    source: '',
    pipeline,
    validFrom,
    present: false,
    stages: [],
    materials: [{ kind: 'material', name: material, branch: null }],
    environments: [],
    origin,
  };
}
