import type { Toggle } from '../../../domain/history/records';
import type { Rejection } from '../../source';
import type { CommitGraph } from '../commitGraph';
import { ShapeError } from '../definitions/pipelineShape';
import { fileCommits, mainTip, type FileCommit, type FileVersion } from '../fileVersions';
import { askGit } from '../gitProcess';
import { BlobReader } from '../readBlobs';
import type { Repository } from '../repository';
import { isToggleFileName, toggleFileGlobs } from './toggleFiles';
import { ToggleIntervals } from './toggleIntervals';
import { isToggleList, toggleStates, type ToggleState } from './toggleStates';

export interface ReadToggles {
  toggles: Toggle[];
  rejected: Rejection[];
  /** Those of the paths asked for that the main line has or had. */
  found: Set<string>;
}

type States = Map<string, ToggleState>;

/**
 * The feature toggles of a repository, from every version of the files that list them on the main line: those at
 * `asked`, and those known by their names. A version that cannot be read is named, and what was there before counts on.
 */
export async function readToggles(
  repository: Repository,
  graph: CommitGraph,
  asked: readonly string[],
): Promise<ReadToggles> {
  const read: ReadToggles = { toggles: [], rejected: [], found: new Set() };
  const tip = mainTip(repository, graph);
  if (!tip) return read;
  const isShallow = (await askGit(repository.place, ['rev-parse', '--is-shallow-repository'])) === 'true';
  const places = [...toggleFileGlobs, ...asked.map((path) => `:(literal)${path}`)];
  const intervals = new ToggleIntervals(repository.material);
  const files = new Map<string, States>();
  /** There before the history of a shallow clone begins: nobody can tell since when, until they go. */
  let older = new Set<string>();
  const blobs = new BlobReader(repository.place);
  try {
    for await (const commit of fileCommits(
      repository,
      graph,
      tip,
      places,
      (path) => asked.includes(path) || isToggleFileName(path),
    )) {
      for (const version of commit.versions) {
        if (asked.includes(version.path)) read.found.add(version.path);
        await takeVersion(version, commit, { files, blobs, isAsked: asked.includes(version.path), read });
      }
      const states = joined(files);
      if (isShallow && commit.isFirst) {
        older = new Set(states.keys());
        for (const name of older) read.rejected.push(tooOld(name, commit));
      }
      for (const name of older) if (!states.has(name)) older.delete(name);
      const since = new Map([...states].filter(([name]) => !older.has(name)));
      intervals.take(since, { ...commit, origin: originOf(commit.versions[0]?.path ?? '', commit) });
    }
  } finally {
    blobs.close();
  }
  read.toggles = intervals.all();
  return read;
}

async function takeVersion(
  { path, object }: FileVersion,
  commit: FileCommit,
  {
    files,
    blobs,
    isAsked,
    read,
  }: { files: Map<string, States>; blobs: BlobReader; isAsked: boolean; read: ReadToggles },
): Promise<void> {
  if (object === null) {
    files.delete(path);
    return;
  }
  const list = listOf(await blobs.read(object), path);
  if (typeof list !== 'string') {
    if (isAsked || isToggleList(list)) files.set(path, list.states);
    else files.delete(path);
  } else if (isAsked || files.has(path)) {
    read.rejected.push({ where: originOf(path, commit), id: null, reason: list });
  }
}

/** The toggles of one version, or why it cannot be understood. */
function listOf(text: string | null, path: string): ReturnType<typeof toggleStates> | string {
  if (text === null) return 'the file is larger than 1 MB or is not in the repository';
  try {
    return toggleStates(text, path);
  } catch (error) {
    if (error instanceof ShapeError) return error.message;
    throw error;
  }
}

/** A toggle that two files list is one; it is on where either says so. */
function joined(files: ReadonlyMap<string, States>): States {
  const all: States = new Map();
  for (const states of files.values()) {
    for (const [name, { on, owner }] of states) {
      const known = all.get(name);
      const isOn = known?.on === true || on === true ? true : (known?.on ?? on);
      all.set(name, { on: isOn, owner: known?.owner ?? owner });
    }
  }
  return all;
}

function tooOld(name: string, commit: FileCommit): Rejection {
  const reason =
    'is older than this shallow clone, so when it came is not known; fetch the whole history (git fetch --unshallow)';
  return { where: originOf(commit.versions[0]?.path ?? '', commit), id: name, reason };
}

function originOf(path: string, { revision }: FileCommit): string {
  return `${path}@${revision.slice(0, 12)}`;
}
