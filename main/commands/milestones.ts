import { randomUUID } from 'node:crypto';
import { mostSuggestions, nothingBig } from '../domain/analysis/suggestions/suggestMilestones';
import { parseMilestones, printMilestone } from '../domain/retro/parseMilestones';
import { editRetro } from '../engine/editing';
import type { Engine } from '../engine/engine';
import { FailureError } from '../failure';
import { exit, type Command } from './command';
import { decideSuggestions } from './decideSuggestions';
import { readJson } from './readJson';
import { parseWords, required } from './words';

const options = {
  add: { type: 'string' },
  suggest: { type: 'boolean' },
  accept: { type: 'string', multiple: true },
  dismiss: { type: 'string', multiple: true },
} as const;

export const milestones: Command = {
  name: 'milestones',
  summary: 'lists milestones, adds them, and decides on what the data suggests',
  usage: 'milestones RETRO [--suggest] [--add FILE] [--accept ID]… [--dismiss ID]…',
  async run({ words, json, terminal, open }) {
    const { values, positionals } = parseWords(words, options);
    const word = required(positionals, 'a retro');
    const writes = [values.add, values.accept, values.dismiss].some((value) => value !== undefined);
    const { engine: opened, name } = await open(word, writes ? 'write' : 'read');
    if (values.add !== undefined) await add(opened, name, values.add);
    await decideSuggestions(opened, name, values.accept ?? [], 'accepted');
    await decideSuggestions(opened, name, values.dismiss ?? [], 'dismissed');
    const { milestones: kept } = await opened.retro(name);
    const suggested = values.suggest ? (await opened.suggestions(name)).slice(0, mostSuggestions) : [];
    const printed = [...kept, ...suggested].map(printMilestone);
    if (json) await terminal.out(`${JSON.stringify({ milestones: printed })}\n`);
    else await terminal.out(describe(printed, values.suggest ?? false, suggested.length));
    return exit.done;
  },
};

async function add(engine: Engine, name: string, file: string): Promise<void> {
  const retro = await engine.retro(name);
  const parsed = parseMilestones(await readJson(file), retro.environments.zone, randomUUID);
  if (!parsed.ok) throw new FailureError('wrong_input', `${file}: ${parsed.problem}.`);
  const ids = new Set(retro.milestones.map((one) => one.id));
  const taken = parsed.milestones.find((one) => ids.size === ids.add(one.id).size);
  if (taken) {
    throw new FailureError('wrong_input', `${file}: there is a milestone with the id “${taken.id}” already.`);
  }
  for (const milestone of parsed.milestones) await editRetro(engine.store, name, { type: 'addMilestone', milestone });
}

function describe(printed: ReturnType<typeof printMilestone>[], asked: boolean, found: number): string {
  const lines = printed.flatMap((one) => [
    `${one.at}  ${one.kind.padEnd(9)}  ${one.status.padEnd(9)}  ${one.title}  (${one.id})`,
    ...(one.status === 'suggested' ? (one.detected?.facts ?? []).map((fact) => `    ${fact.text}`) : []),
  ]);
  if (printed.length === 0 && !asked) lines.push('No milestones yet; add them in the window or with --add FILE.');
  if (asked && found === 0) lines.push(nothingBig);
  return `${lines.join('\n')}\n`;
}
