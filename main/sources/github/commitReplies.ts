import type { Commit, Instant, Revision } from '../../domain/history/records';
import { fieldsOf, isFields, listOf, materialOf, momentOf, repositoryIn, textOf, Unusable } from './replyFields';

export interface GithubCommit {
  sha: string;
  parents: string[];
  committedAt: Instant | null;
  authoredAt: Instant | null;
  author: string | null;
  message: string | null;
  repository: string | null;
}

/** What lies between two revisions; `base` and `head` are null where a part of a reply does not say. */
export interface GithubComparison {
  base: string | null;
  head: string | null;
  /** Oldest first, as the server lists them. */
  commits: GithubCommit[];
}

/** A commit of a list or of a comparison. Throws `Unusable`. */
export function parseCommit(value: unknown): GithubCommit {
  const item = fieldsOf(value);
  const sha = textOf(item.sha);
  if (sha === null || !isFields(item.commit)) throw new Unusable(sha, 'the commit has no "sha" or no "commit"');
  const { author, committer, message } = item.commit;
  return {
    sha,
    parents: listOf(item.parents).flatMap((parent) => textOf(fieldsOf(parent).sha) ?? []),
    committedAt: momentOf(fieldsOf(committer).date),
    authoredAt: momentOf(fieldsOf(author).date),
    author: textOf(fieldsOf(author).name),
    message: textOf(message),
    repository: repositoryIn(item.url, item.html_url),
  };
}

/** Of a comparison of two revisions. Throws `Unusable`. */
export function parseComparison(value: unknown, commits: GithubCommit[]): GithubComparison {
  const item = fieldsOf(value);
  const named = /\/compare\/(.+?)\.{3}([^?]+)/.exec(textOf(item.url) ?? textOf(item.html_url) ?? '');
  const named40 = (text: string | undefined) => (text && /^[0-9a-f]{40}$/i.test(text) ? text : null);
  const ahead = item.status === 'behind' || item.status === 'identical' ? null : commits.at(-1)?.sha;
  return {
    base: textOf(fieldsOf(item.base_commit).sha) ?? named40(named?.[1]),
    head: named40(named?.[2]) ?? ahead ?? null,
    commits,
  };
}

export function transformCommit(commit: GithubCommit, material: string): Commit {
  const { sha, parents, committedAt, authoredAt, author, message } = commit;
  return {
    record: 'commit',
    source: '',
    material,
    revision: sha,
    parents,
    committedAt,
    authoredAt,
    author,
    message,
    branches: [],
  };
}

export function transformChange(commit: GithubCommit, branch: string | null, repository: string | null): Revision {
  const { sha, committedAt, author, message } = commit;
  return { material: materialOf(repository), branch, revision: sha, committedAt, author, message };
}
