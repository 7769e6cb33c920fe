import { parseEnvironmentMap, printEnvironmentMap } from '../domain/retro/parseEnvironmentMap';
import type { EnvironmentMap, Match } from '../domain/retro/environmentMap';
import { FailureError } from '../failure';
import { exit, type Command } from './command';
import { readJson } from './readJson';
import { parseWords, required } from './words';

export const environments: Command = {
  name: 'environments',
  summary: 'shows or sets which runs and stages are deployments to which environment',
  usage: 'environments RETRO [--set FILE]',
  async run({ words, json, terminal, open }) {
    const { values, positionals } = parseWords(words, { set: { type: 'string' } });
    const word = required(positionals, 'a retro');
    const { engine: opened, name } = await open(word, values.set === undefined ? 'read' : 'write');
    let retro = await opened.retro(name);
    if (values.set !== undefined) {
      const parsed = parseEnvironmentMap(await readJson(values.set), retro.environments.zone);
      if (!parsed.ok) throw new FailureError('wrong_input', `${values.set}: ${parsed.problem}.`);
      retro = await opened.setEnvironments(name, parsed.map);
    }
    const map = retro.environments;
    await terminal.out(json ? `${JSON.stringify(printEnvironmentMap(map))}\n` : describe(map));
    return exit.done;
  },
};

function describe(map: EnvironmentMap): string {
  const lines = [`days and weeks in ${map.zone}`];
  if (map.environments.length === 0) lines.push('no environments yet; set them with --set FILE');
  for (const one of map.environments) {
    lines.push(`${one.name} · ${one.label} (${one.role}, group ${one.group})`, ...one.match.map(rule));
  }
  for (const track of map.tracks) lines.push(`track ${track.name}`, ...track.match.map(rule));
  return `${lines.join('\n')}\n`;
}

function rule(match: Match): string {
  return `  ${Object.entries(match)
    .map(([field, value]) => `${field} ${String(value)}`)
    .join(', ')}`;
}
