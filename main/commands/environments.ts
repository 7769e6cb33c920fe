import { parseEnvironmentMap, printEnvironmentMap } from '../domain/retro/parseEnvironmentMap';
import type { StreamSuggestion } from '../domain/analysis/joining/suggestStreams';
import type { EnvironmentMap, Match, Stream } from '../domain/retro/environmentMap';
import { dateOf } from '../domain/time/zone';
import { FailureError } from '../failure';
import { exit, type Command } from './command';
import { readJson } from './readText';
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
    if (json) {
      await terminal.out(`${JSON.stringify(printEnvironmentMap(map))}\n`);
      return exit.done;
    }
    const suggested = await opened.suggestStreams(name, map.streams ?? []);
    await terminal.out(describe(map) + suggested.map((one) => describeSuggestion(one, map.zone)).join(''));
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
  for (const stream of map.streams ?? []) lines.push(describeStream(stream));
  return `${lines.join('\n')}\n`;
}

function describeStream({ name, of, dismissed }: Stream): string {
  const members = of.map(({ source, pipeline }) => (source === undefined ? pipeline : `${pipeline} (${source})`));
  return dismissed ? `not one stream: ${members.join(', ')}` : `stream ${name} = ${members.join(' + ')}`;
}

/** As a person can check it, with what to put into the file for `--set`. */
function describeSuggestion({ stream, before, after, overlap, shared }: StreamSuggestion, zone: string): string {
  const names = after.map(({ pipeline, source }) => `${pipeline} (${source})`).join(', ');
  const day = (at: number): string => dateOf(at, zone).toString();
  return [
    `maybe one stream: ${before.pipeline} (${before.source}) until ${day(before.to)}, then ${names} from ${day(Math.min(...after.map(({ from }) => from)))}`,
    `  ${String(Math.round(overlap * 100))} % of the stage and job names are the same: ${shared.join(', ')}`,
    `  "streams": [${JSON.stringify(stream)}]`,
    '',
  ].join('\n');
}

function rule(match: Match): string {
  return `  ${Object.entries(match)
    .map(([field, value]) => `${field} ${String(value)}`)
    .join(', ')}`;
}
