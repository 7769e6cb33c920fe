import { mostSuggestions, nothingBig } from '../domain/analysis/suggestions/suggestMilestones';
import { annotationForms, printAnnotations } from '../domain/notes/annotations/annotationForms';
import { printMilestone } from '../domain/retro/parseMilestones';
import { writeExport } from '../exports/writeExport';
import { addMilestones } from './addMilestones';
import { exit, UsageError, type Command } from './command';
import { decideSuggestions } from './decideSuggestions';
import { oneOf, parseWords, required } from './words';

const options = {
  add: { type: 'string' },
  suggest: { type: 'boolean' },
  accept: { type: 'string', multiple: true },
  dismiss: { type: 'string', multiple: true },
  as: { type: 'string' },
  out: { type: 'string' },
  'with-people': { type: 'boolean' },
} as const;

export const milestones: Command = {
  name: 'milestones',
  summary: 'lists milestones, adds them, and decides on what the data suggests',
  usage:
    'milestones RETRO [--suggest] [--add FILE] [--accept ID]… [--dismiss ID]…\n' +
    '       milestones RETRO --as csv|json|ics|grafana [--out PATH] [--with-people]\n' +
    '  FILE is {"milestones":[…]}, a CSV table (at, title, …), a calendar (ICS), or annotations of Grafana',
  async run({ words, json, terminal, open }) {
    const { values, positionals } = parseWords(words, options);
    const word = required(positionals, 'a retro');
    const form = oneOf(values.as, '--as', annotationForms);
    if (form && json) throw new UsageError('Choose one of --json and --as.');
    if (!form && values.out !== undefined) throw new UsageError('--out goes with --as.');
    const writes = [values.add, values.accept, values.dismiss].some((value) => value !== undefined);
    const { engine: opened, name } = await open(word, writes ? 'write' : 'read');
    const leftOut = values.add === undefined ? [] : await addMilestones(opened, name, values.add);
    for (const sentence of leftOut) terminal.note(sentence);
    const status = leftOut.length > 0 ? exit.partly : exit.done;
    await decideSuggestions(opened, name, values.accept ?? [], 'accepted');
    await decideSuggestions(opened, name, values.dismiss ?? [], 'dismissed');
    const { milestones: kept, environments } = await opened.retro(name);
    if (form) {
      const how = { zone: environments.zone, withPeople: values['with-people'] ?? false };
      const text = printAnnotations(form, kept, how);
      if (values.out === undefined) await terminal.out(text);
      else await writeExport(values.out, text);
      return status;
    }
    const suggested = values.suggest ? (await opened.suggestions(name)).slice(0, mostSuggestions) : [];
    const printed = [...kept, ...suggested].map(printMilestone);
    if (json) await terminal.out(`${JSON.stringify({ milestones: printed })}\n`);
    else await terminal.out(describe(printed, values.suggest ?? false, suggested.length));
    return status;
  },
};

function describe(printed: ReturnType<typeof printMilestone>[], asked: boolean, found: number): string {
  const lines = printed.flatMap((one) => [
    `${one.at}  ${one.kind.padEnd(9)}  ${one.status.padEnd(9)}  ${one.title}  (${one.id})`,
    ...(one.status === 'suggested' ? (one.detected?.facts ?? []).map((fact) => `    ${fact.text}`) : []),
  ]);
  if (printed.length === 0 && !asked) lines.push('No milestones yet; add them in the window or with --add FILE.');
  if (asked && found === 0) lines.push(nothingBig);
  return `${lines.join('\n')}\n`;
}
