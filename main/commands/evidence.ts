import { buildEvidence } from '../domain/analysis/evidence/buildEvidence';
import { evidenceToJson } from '../domain/analysis/evidence/evidenceToJson';
import type { EvidenceReport } from '../domain/analysis/evidenceReport';
import { exit, UsageError, type Command } from './command';
import { parseWords, required } from './words';

export const evidence: Command = {
  name: 'evidence',
  summary: 'the before/after card of one milestone',
  usage: 'evidence RETRO ID',
  async run({ words, json, terminal, open }) {
    const { positionals } = parseWords(words, {});
    const word = required(positionals, 'a retro', 2);
    const id = positionals[1];
    if (id === undefined) throw new UsageError('Name the milestone by its id; “shiplapse milestones” lists them.');
    const { engine: opened, name } = await open(word, 'read');
    const { environments, milestones } = await opened.retro(name);
    const report = buildEvidence(await opened.history(name), environments, milestones, id, await opened.index(name));
    await terminal.out(json ? `${JSON.stringify(evidenceToJson(report))}\n` : describe(report));
    return exit.done;
  },
};

function describe({ rows }: EvidenceReport): string {
  const lines = rows.flatMap(({ sentence, warnings }) => [sentence, ...warnings.map((warning) => `  ${warning}`)]);
  return `${lines.length > 0 ? lines.join('\n') : 'Nothing was counted around this milestone.'}\n`;
}
