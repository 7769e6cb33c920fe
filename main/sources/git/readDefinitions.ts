import type { Definition } from '../../domain/history/records';
import type { Rejection } from '../source';
import { configurationPlaces, parserOf } from './definitions/configurationFiles';
import { ShapeError, upstreamMaterial } from './definitions/pipelineShape';
import type { PipelineShape } from './definitions/pipelineShape';
import type { CommitGraph } from './commitGraph';
import { streamGit } from './gitProcess';
import { nulTexts } from './nulTexts';
import { BlobReader } from './readBlobs';
import { instantOf } from './readCommits';
import type { Repository } from './repository';

export type DefinitionRow = { definition: Definition } | { rejected: Rejection };

interface Version {
  path: string;
  /** Object name of the content; null where the file was removed. */
  object: string | null;
}

interface ConfigurationCommit {
  revision: string;
  at: number;
  versions: Version[];
}

/**
 * What the pipelines were configured to be, from every version of their files on the main line, oldest first. A pipeline
 * whose file went away, and that no other file took over in the same commit, ends there.
 */
export async function* readDefinitions(repository: Repository, graph: CommitGraph): AsyncGenerator<DefinitionRow> {
  // A checkout is often behind its origin: both are called main, the newer one counts.
  const mains = repository.branches
    .filter(({ name }) => name === repository.mainBranch)
    .map(({ revision }) => revision);
  const tip = graph.newestOf(mains.length > 0 ? mains : repository.tips);
  if (!tip) return;
  const blobs = new BlobReader(repository.place);
  const pipelinesOf = new Map<string, Set<string>>();
  try {
    for await (const commit of configurationCommits(repository, tip)) {
      yield* definitionsOf(commit, repository.material, blobs, pipelinesOf);
    }
  } finally {
    blobs.close();
  }
}

async function* definitionsOf(
  commit: ConfigurationCommit,
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
    if (!present.has(pipeline)) yield { definition: ending(pipeline, commit.at, origin) };
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

/** Commits of the first-parent line that changed a configuration file, oldest first. */
async function* configurationCommits(repository: Repository, tip: string): AsyncGenerator<ConfigurationCommit> {
  const args = [
    'log',
    '-z',
    '--raw',
    '--no-abbrev',
    '--no-renames',
    '--reverse',
    '--first-parent',
    '--diff-merges=first-parent',
  ];
  const more = [
    '--no-ext-diff',
    '--no-color',
    '--format=tformat:%x01%H %ct',
    '--end-of-options',
    tip,
    '--',
    ...configurationPlaces,
  ];
  let commit: ConfigurationCommit | null = null;
  let object: string | null = null;
  for await (const text of nulTexts(streamGit(repository.place, [...args, ...more]))) {
    const token = text.replace(/^\n/, '');
    if (token.startsWith('\u0001')) {
      if (commit) yield commit;
      const [revision = '', seconds = ''] = token.slice(1).split(' ');
      commit = { revision, at: instantOf(seconds) ?? 0, versions: [] };
    } else if (token.startsWith(':')) {
      const [, , , to = '', status = ''] = token.split(' ');
      object = status === 'D' ? null : to;
    } else if (commit && parserOf(token)) {
      commit.versions.push({ path: token, object });
    }
  }
  if (commit) yield commit;
}

function definitionOf(shape: PipelineShape, validFrom: number, origin: string, material: string): Definition {
  const environments = shape.stages.flatMap(({ environment }) => environment ?? []);
  return {
    record: 'definition',
    source: '',
    pipeline: shape.pipeline,
    validFrom,
    present: true,
    stages: shape.stages,
    materials: [{ kind: 'material', name: material, branch: null }, ...shape.upstream.map(upstreamMaterial)],
    environments: [...new Set(environments)],
    origin,
  };
}

function ending(pipeline: string, validFrom: number, origin: string): Definition {
  return {
    record: 'definition',
    source: '',
    pipeline,
    validFrom,
    present: false,
    stages: [],
    materials: [],
    environments: [],
    origin,
  };
}
