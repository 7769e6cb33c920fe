import type { CommitGraph } from './commitGraph';
import { streamGit } from './gitProcess';
import { nulTexts } from './nulTexts';
import { instantOf } from './readCommits';
import type { Repository } from './repository';

export interface FileVersion {
  path: string;
  /** Object name of the content; null where the file was removed. */
  object: string | null;
}

/** A commit that changed some of the files asked for. */
export interface FileCommit {
  revision: string;
  at: number;
  /** The first commit of the history, or of what a shallow clone has of it. */
  isFirst: boolean;
  versions: FileVersion[];
}

/** The newest commit of the main line; null where there is none. */
export function mainTip(repository: Repository, graph: CommitGraph): string | null {
  // A checkout is often behind its origin: both are called main, the newer one counts.
  const mains = repository.branches
    .filter(({ name }) => name === repository.mainBranch)
    .map(({ revision }) => revision);
  return graph.newestOf(mains.length > 0 ? mains : repository.tips);
}

/** Commits of the main line up to `tip` that changed files at `places` which `isWanted`, oldest first. */
export async function* fileCommits(
  repository: Repository,
  graph: CommitGraph,
  tip: string,
  places: readonly string[],
  isWanted: (path: string) => boolean,
): AsyncGenerator<FileCommit> {
  const line = new Map(graph.mainLine(tip).map((commit) => [commit.revision, commit]));
  // Each is compared with the one before it on the line, whatever its parents.
  const input = [...line.values()].map(({ revision, before }) => `${revision}${before === null ? '' : ` ${before}`}\n`);
  const args = ['diff-tree', '--stdin', '-z', '-r', '--root', '--raw', '--no-abbrev', '--no-renames', '--no-ext-diff'];
  const output = streamGit(repository.place, [...args, '--', ...places], input.join(''));
  let commit: FileCommit | null = null;
  let change: { object: string | null } | null = null;
  for await (const token of nulTexts(output)) {
    if (change) {
      if (commit && isWanted(token)) commit.versions.push({ path: token, object: change.object });
      change = null;
    } else if (token.startsWith(':')) {
      const [, , , to = '', status = ''] = token.split(' ');
      change = { object: status === 'D' ? null : to };
    } else {
      if (commit) yield commit;
      const known = line.get(token);
      commit = {
        revision: token,
        at: instantOf(known?.seconds ?? 0) ?? 0,
        isFirst: known?.before === null,
        versions: [],
      };
    }
  }
  if (commit) yield commit;
}
