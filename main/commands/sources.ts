import { sources as all } from '../sources/registry';
import type { SourceInfo } from '../sources/source';
import { exit, type Command } from './command';
import { none, parseWords } from './words';

export const sources: Command = {
  name: 'sources',
  summary: 'the source kinds, what each can and cannot give, how to authenticate',
  usage: 'sources',
  async run({ words, json, terminal }) {
    none(parseWords(words, {}).positionals);
    const infos = all.map(({ info }) => ({ ...info, auth: info.auth && `${info.auth} ${howToGive}` }));
    await terminal.out(json ? `${JSON.stringify(infos)}\n` : infos.map(describe).join('\n'));
    return exit.done;
  },
};

/** A secret is no word of a command: other users of the machine could read it. */
const howToGive = 'Put it into an environment variable and name that with --token-env.';

function describe(info: SourceInfo): string {
  const gives = Object.entries(info.gives).map(([what, ability]) => `${what}: ${ability}`);
  const lines = [
    `${info.kind} — ${info.name}`,
    `  gives    ${gives.join(', ')}`,
    `  live     ${info.live ? `yes, --url ${info.exampleUrl ?? 'https://HOST'}${info.project ? ` ${info.isProjectOptional ? '[' : ''}--project ${info.project}${info.isProjectOptional ? ']' : ''}` : ''}` : 'no'}`,
    `  files    ${info.files}`,
    ...(info.auth ? [`  sign in  ${info.auth}`] : []),
    ...info.notes.map((note) => `  note     ${note}`),
  ];
  return `${lines.join('\n')}\n`;
}
