import { headerOf, printHeader } from '../domain/history/header';
import { printRecord } from '../domain/history/printRecord';
import type { HistoryRecord } from '../domain/history/records';
import type { HistoryStore } from '../store/historyStore';
import { exit, type Command } from './command';
import { parseWords, required } from './words';

/** Lines are handed on in blocks: one write a line would cost more than reading the history. */
const blockLength = 64 * 1024;

export const runs: Command = {
  name: 'runs',
  summary: 'prints the whole history in the neutral format, one record a line',
  usage: 'runs RETRO',
  async run({ words, json, terminal, open, signal }) {
    const { positionals } = parseWords(words, {});
    const word = required(positionals, 'a retro');
    const { engine: opened, name } = await open(word, 'read');
    const retro = await opened.retro(name);
    let block = '';
    let count = 0;
    for await (const line of linesOf(opened.store.history(name), retro.environments.zone)) {
      signal.throwIfAborted();
      // One document where one is asked for: an array with a record on each line.
      block += json ? `${count === 0 ? '[\n' : ',\n'}${line}` : `${line}\n`;
      count += 1;
      if (block.length < blockLength) continue;
      await terminal.out(block);
      block = '';
    }
    await terminal.out(json ? `${block}\n]\n` : block);
    return exit.done;
  },
};

async function* linesOf(history: HistoryStore, zone: string): AsyncGenerator<string> {
  const coverage = history.coverage();
  const withSource = coverage.length > 1;
  const named = withSource ? namesIn(history, coverage) : (record: HistoryRecord) => record;
  yield printHeader(headerOf(coverage, zone));
  for await (const record of history.records()) yield printRecord(named(record), { withSource });
}

/** Runs as every output names them: by id, and as `SOURCE:ID` where another source uses the same. */
function namesIn(
  history: HistoryStore,
  coverage: readonly { source: string }[],
): (record: HistoryRecord) => HistoryRecord {
  const known = new Map(coverage.map(({ source }) => [source, history.known(source)]));
  const isShared = (id: string, source: string): boolean =>
    [...known].some(([other, its]) => other !== source && its.has(id));
  const nameOf = (id: string, source: string): string => (isShared(id, source) ? `${source}:${id}` : id);
  const refer = (id: string, source: string): string => (known.get(source)?.has(id) ? nameOf(id, source) : id);
  return (record) => {
    if (record.record !== 'run') return record;
    const { id, source, upstream } = record;
    return { ...record, id: nameOf(id, source), upstream: upstream.map((one) => refer(one, source)) };
  };
}
