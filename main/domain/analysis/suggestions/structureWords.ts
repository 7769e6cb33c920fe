import type { Change } from '../structure/change';
import type { DetectedFact } from './detected';

/** What environments are called beside their code names. */
export type Labels = ReadonlyMap<string, string>;

/** The change as a sentence for a title; of several products side by side with the name of the one it holds for. */
export function structureTitle(change: Change, labels: Labels, target: string): string {
  const title = titleOf(change, labels, target);
  return change.product === null ? title : `${change.product.replace(/^[^:]*:/, '')}: ${lowerFirst(title)}`;
}

function titleOf(change: Change, labels: Labels, target: string): string {
  const { kind, subject, appears, now, before } = change;
  const production = target.toLowerCase();
  switch (kind) {
    case 'branch':
      return `${target} was deployed from ${now ?? 'another branch'}${before === null ? '' : `, no longer from ${before}`}`;
    case 'gate':
      return appears
        ? `Deployments passed ${named(subject, labels)} before ${production}`
        : `Deployments no longer passed ${named(subject, labels)} before ${production}`;
    case 'trigger':
      return appears
        ? `${subject} started by itself, no longer by hand`
        : `${subject} was started by hand, no longer by itself`;
    case 'image':
      return `${subject} ran in ${short(now)}, no longer in ${short(before)}`;
    case 'agent':
      return `${subject} ran on ${agent(now)}, no longer on ${agent(before)}`;
    case 'job':
      return `${subject} ran ${now ?? 'another job'}, no longer ${before ?? 'the one before'}`;
    case 'source':
      return `${target} deployments moved to ${now ?? 'another tool'}${before === null ? '' : ` from ${before}`}`;
    case 'stage':
      return appears
        ? `${stages(change)} came before ${production}`
        : `${stages(change)} no longer came before ${production}`;
    case 'environment':
      return appears
        ? `Deployments to ${named(subject, labels)} began`
        : `Deployments to ${named(subject, labels)} came to an end`;
    case 'pipeline':
      return appears ? `Pipeline ${subject} came into use` : `Pipeline ${subject} went out of use`;
  }
}

/** With how many of the deployments before and after show it. */
export function structureFact(change: Change, labels: Labels, target: string): DetectedFact {
  const { before, after } = change.counts;
  const [shows, of] = change.appears
    ? [before.count, after.count]
    : [before.total - before.count, after.total - after.count];
  const what = change.kind === 'environment' || change.kind === 'pipeline' ? 'weeks' : 'deployments';
  const counts = `${shows} of ${before.total} ${what} before, ${of} of ${after.total} after`;
  return { family: 'structure', series: change.series, text: `${structureTitle(change, labels, target)} (${counts}).` };
}

function stages({ subject, siblings, pipeline }: Change): string {
  const all = [subject, ...siblings].sort();
  if (siblings.length === 0 || pipeline === null) return subject;
  return `${pipeline} (${all.map((one) => one.slice(pipeline.length + 1)).join(', ')})`;
}

function named(environment: string, labels: Labels): string {
  const label = labels.get(environment) ?? environment;
  return label === environment || label === '' ? environment : `${environment} (${label})`;
}

/** Agents that are named by a number nobody can say out loud are told by how it begins. */
function agent(name: string | null): string {
  return name === null ? 'another agent' : `agent ${short(name)}`;
}

function short(name: string | null): string {
  if (name === null) return 'another one';
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(name) ? name.slice(0, 8) : name;
}

/** Only our own first words: the name of a stage keeps its capital. */
function lowerFirst(title: string): string {
  return /^(Deployments|Production) /.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
