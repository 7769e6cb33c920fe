import { headerOf, printHeader } from '../domain/history/header';
import { printRecord } from '../domain/history/printRecord';
import { exit, type Command } from './command';
import { parseWords, required } from './words';

/** Lines are handed on in blocks: one write a line would cost more than reading the history. */
const blockLength = 64 * 1024;

export const runs: Command = {
  name: 'runs',
  summary: 'prints the whole history in the neutral format, one record a line',
  usage: 'runs RETRO',
  async run({ words, terminal, engine }) {
    const { positionals } = parseWords(words, {});
    const name = required(positionals, 'a retro');
    const opened = await engine('read');
    const retro = await opened.retro(name);
    const history = opened.store.history(name);
    const coverage = history.coverage();
    const withSource = coverage.length > 1;
    let block = `${printHeader(headerOf(coverage, retro.environments.zone))}\n`;
    for await (const record of history.records()) {
      block += `${printRecord(record, { withSource })}\n`;
      if (block.length < blockLength) continue;
      await terminal.out(block);
      block = '';
    }
    await terminal.out(block);
    return exit.done;
  },
};
