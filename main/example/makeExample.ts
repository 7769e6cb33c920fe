import { headerOf, printHeader } from '../domain/history/header';
import { printRecord } from '../domain/history/printRecord';
import type { Commit } from '../domain/history/records';
import { zone } from './calendar';
import { makeCommits, type ExampleCommit } from './commits';
import { gocdReplies } from './gocdReplies';
import { Random } from './random';
import { simulate } from './simulate';
import { toggleList } from './toggles';

const seed = 20140629;

/** Every file of the bundled example by its name: GoCD replies as JSON, the commits of its checkouts in the neutral format, its list of toggles. */
export function makeExample(): Map<string, string> {
  const random = new Random(seed);
  const commits = makeCommits(random);
  const files = new Map<string, string>();
  for (const [name, reply] of gocdReplies(simulate(commits, random))) files.set(name, JSON.stringify(reply));
  files.set('commits.jsonl', commitLines(commits));
  files.set('toggles.csv', toggleList());
  return files;
}

function commitLines(commits: ExampleCommit[]): string {
  const times = commits.map((commit) => commit.at);
  const coverage = { source: 'git', from: times.at(0) ?? null, to: times.at(-1) ?? null, gaps: [] };
  const lines = commits.map((commit) => printRecord(recordOf(commit)));
  return `${[printHeader(headerOf([coverage], zone)), ...lines].join('\n')}\n`;
}

function recordOf(commit: ExampleCommit): Commit {
  return {
    record: 'commit',
    source: 'git',
    material: commit.material,
    revision: commit.revision,
    parents: commit.parents,
    committedAt: commit.at,
    authoredAt: commit.at,
    author: commit.author,
    message: commit.message,
    branches: [commit.branch],
  };
}
