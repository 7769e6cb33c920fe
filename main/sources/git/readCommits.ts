import type { Commit, Instant } from '../../domain/history/records';
import type { CommitGraph } from './commitGraph';
import { streamGit } from './gitProcess';
import { nulTexts } from './nulTexts';
import type { Repository } from './repository';

const format = ['%H', '%P', '%ct', '%at', '%an', '%B'].join('%x00');
const fieldCount = 6;
/** Longer messages are cut: people read the first lines. */
const maxMessageLength = 1_000;

/** The commits that the old heads do not reach, children before parents, as they stream out of git. */
export async function* readCommits(
  repository: Repository,
  graph: CommitGraph,
  oldHeads: readonly string[],
): AsyncGenerator<Commit> {
  const input = [...repository.tips, ...oldHeads.map((head) => `^${head}`)].join('\n');
  const args = ['log', '--topo-order', '-z', '--no-color', '--no-notes', `--format=tformat:${format}`, '--stdin'];
  let fields: string[] = [];
  for await (const text of nulTexts(streamGit(repository.place, args, `${input}\n`))) {
    fields.push(text);
    if (fields.length < fieldCount) continue;
    yield commitOf(fields, repository.material, graph);
    fields = [];
  }
}

function commitOf(fields: readonly string[], material: string, graph: CommitGraph): Commit {
  const [revision = '', parents = '', committed = '', authored = '', author = '', message = ''] = fields;
  return {
    record: 'commit',
    source: '',
    material,
    revision,
    parents: parents === '' ? [] : parents.split(' '),
    committedAt: instantOf(committed),
    authoredAt: instantOf(authored),
    author: author || null,
    message: message.trim().slice(0, maxMessageLength) || null,
    branches: graph.branchesOf(revision),
  };
}

/** Seconds since 1970 as git prints them; what no calendar holds is no moment. */
export function instantOf(seconds: string | number): Instant | null {
  const instant = Number(seconds) * 1_000;
  return seconds !== '' && Number.isSafeInteger(instant) && Math.abs(instant) < 253_402_300_800_000 ? instant : null;
}
