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

/** Commits of the first-parent line that changed files at `places` which `isWanted`, oldest first. */
export async function* fileCommits(
  repository: Repository,
  tip: string,
  places: readonly string[],
  isWanted: (path: string) => boolean,
): AsyncGenerator<FileCommit> {
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
  const more = ['--no-ext-diff', '--no-color', '--format=tformat:%x01%H %ct %P', '--end-of-options', tip];
  let commit: FileCommit | null = null;
  let object: string | null = null;
  for await (const text of nulTexts(streamGit(repository.place, [...args, ...more, '--', ...places]))) {
    const token = text.replace(/^\n/, '');
    if (token.startsWith('\u0001')) {
      if (commit) yield commit;
      const [revision = '', seconds = '', parent = ''] = token.slice(1).split(' ');
      commit = { revision, at: instantOf(seconds) ?? 0, isFirst: parent === '', versions: [] };
    } else if (token.startsWith(':')) {
      const [, , , to = '', status = ''] = token.split(' ');
      object = status === 'D' ? null : to;
    } else if (commit && isWanted(token)) {
      commit.versions.push({ path: token, object });
    }
  }
  if (commit) yield commit;
}
