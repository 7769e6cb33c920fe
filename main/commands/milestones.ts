import { randomUUID } from 'node:crypto';
import { parseMilestones, printMilestone } from '../domain/retro/parseMilestones';
import { editRetro } from '../engine/editing';
import { FailureError } from '../failure';
import { exit, type Command } from './command';
import { readJson } from './readJson';
import { parseWords, required } from './words';

const later = ['suggest', 'accept', 'dismiss'] as const;
const options = {
  add: { type: 'string' },
  suggest: { type: 'boolean' },
  accept: { type: 'string', multiple: true },
  dismiss: { type: 'string', multiple: true },
} as const;

export const milestones: Command = {
  name: 'milestones',
  summary: 'lists or adds the milestones of a retro',
  usage: 'milestones RETRO [--add FILE]',
  async run({ words, json, terminal, engine }) {
    const { values, positionals } = parseWords(words, options);
    const name = required(positionals, 'a retro');
    const wanted = later.find((option) => values[option] !== undefined);
    if (wanted) throw new FailureError('not_in_this_version', `--${wanted} is not in this version; milestones can be listed and added.`);
    const opened = await engine(values.add === undefined ? 'read' : 'write');
    let retro = await opened.retro(name);
    if (values.add !== undefined) {
      const parsed = parseMilestones(await readJson(values.add), retro.environments.zone, randomUUID);
      if (!parsed.ok) throw new FailureError('wrong_input', `${values.add}: ${parsed.problem}.`);
      const ids = new Set(retro.milestones.map((one) => one.id));
      const taken = parsed.milestones.find((one) => ids.size === ids.add(one.id).size);
      if (taken) throw new FailureError('wrong_input', `${values.add}: there is a milestone with the id “${taken.id}” already.`);
      for (const milestone of parsed.milestones) await editRetro(opened.store, name, { type: 'addMilestone', milestone });
      retro = await opened.retro(name);
    }
    const printed = retro.milestones.map(printMilestone);
    const lines = printed.map((one) => `${one.at}  ${one.kind.padEnd(9)}  ${one.title}  (${one.id})`);
    const text = lines.length > 0 ? lines.join('\n') : 'No milestones yet; add them in the window or with --add FILE.';
    await terminal.out(json ? `${JSON.stringify({ milestones: printed })}\n` : `${text}\n`);
    return exit.done;
  },
};
