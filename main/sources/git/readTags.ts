import type { Run } from '../../domain/history/records';
import type { Rejection } from '../source';
import { instantOf } from './readCommits';
import type { Repository, Tag } from './repository';

/** Each tag of a commit as one run of the pipeline `release`; other tags are set aside with their reason. */
export function readTags(repository: Repository): { runs: Run[]; rejected: Rejection[] } {
  const runs: Run[] = [];
  const rejected: Rejection[] = [];
  for (const tag of repository.tags) {
    const finishedAt = instantOf(tag.seconds);
    if (tag.revision === null) rejected.push(rejection(tag, 'the tag is not of a commit'));
    else if (finishedAt === null || tag.seconds === 0) rejected.push(rejection(tag, 'the tag has no date'));
    else runs.push(release(tag, tag.revision, finishedAt, repository.material));
  }
  return { runs, rejected };
}

function rejection(tag: Tag, reason: string): Rejection {
  return { where: `refs/tags/${tag.name}`, id: `tag:${tag.name}`, reason };
}

function release(tag: Tag, revision: string, finishedAt: number, material: string): Run {
  return {
    record: 'run',
    source: '',
    id: `tag:${tag.name}`,
    pipeline: 'release',
    number: null,
    attempt: 1,
    url: null,
    trigger: 'tag',
    actor: tag.tagger,
    outcome: 'passed',
    sourceOutcome: 'tagged',
    queuedAt: null,
    startedAt: null,
    finishedAt,
    revisions: [{ material, branch: null, revision, committedAt: null, author: null, message: null }],
    changes: [],
    upstream: [],
    environment: null,
    marks: [],
    stages: [],
  };
}
