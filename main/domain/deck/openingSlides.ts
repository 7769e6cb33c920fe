import { endsOf, plotOf } from '../film/plot';
import type { Role } from '../retro/environmentMap';
import { blankSlide } from './blankSlide';
import type { Slide } from './deck';
import type { DeckInput } from './deckInput';
import { counted, date, direction, environmentName, list, month, span } from './wording';

export function titleSlide(input: DeckInput): Slide {
  const { retro, facts } = input;
  const { runs, pipelines, deployments } = facts.counts;
  const { from, to } = facts.coverage;
  const numbers = [counted(runs, 'run'), counted(pipelines, 'pipeline'), counted(deployments, 'production deployment')];
  return {
    ...blankSlide(input, 'title', 'title'),
    headline: retro.title,
    measure: from === null || to === null ? 'Nothing imported yet' : span(from, to, facts.zone),
    body: [list(numbers)],
    notes: `Made from ${list(numbers)}. Everything on these slides can be traced to the runs it came from.`,
    alt: `Title slide: ${retro.title}.`,
  };
}

const roleWords: Record<Role, string> = {
  production: 'where customers are',
  snapshot: 'a copy of production, to be sure before the real one',
  staging: 'rehearsal before production',
  dogfood: 'where we use it ourselves',
  test: 'where tests run',
  other: 'another place things are deployed to',
};

export function glossarySlide(input: DeckInput): Slide | null {
  const { environments, zone } = input.facts;
  if (environments.length === 0) return null;
  const rows = environments.map((one) => [
    one.name,
    one.label,
    roleWords[one.role],
    one.firstAt === null ? 'not yet' : date(one.firstAt, zone),
  ]);
  const names = list(environments.map((one) => one.name));
  return {
    ...blankSlide(input, 'glossary', 'glossary'),
    headline: `${names}: where our software lives`,
    measure: 'Code names, what they are, and when each was first deployed to',
    table: { columns: ['We say', 'It is', 'That means', 'First deployed'], rows },
    notes: environments.map((one) => `${environmentName(one)}: ${roleWords[one.role]}.`).join('\n'),
    alt: `Glossary of environments: ${rows.map(([name, label]) => `${name ?? ''} is ${label ?? ''}`).join('; ')}.`,
  };
}

export function timelapseSlide(input: DeckInput): Slide | null {
  const { facts, retro } = input;
  const { from, to } = facts.coverage;
  const { nodes } = facts.evolution;
  if (from === null || to === null || nodes.length === 0) return null;
  const there = (at: number): number =>
    nodes.filter(
      ({ kind, isMissing, present }) =>
        kind === 'pipeline' && !isMissing && present.some((part) => part.from <= at && at < part.to),
    ).length;
  // A box of a folded map stands for many pipelines; how many of them were there on a day, it does not say.
  const isFolded = nodes.some(({ group }) => group !== undefined);
  const firstWeek = facts.weeks[1]?.start ?? from;
  const before = there(Math.min(to, firstWeek + 21 * 86_400_000));
  const after = there(to - 1);
  const settled = 14 * 86_400_000;
  const told = retro.milestones.filter((one) => one.status === 'accepted' && one.at >= from && one.at < to);
  return {
    ...blankSlide(input, 'timelapse', 'timelapse'),
    headline:
      isFolded || direction(before, after) === 'same'
        ? `Watch our way to production change, ${month(from, facts.zone)} to ${month(to, facts.zone)}`
        : `Our way to production went from ${counted(before, 'pipeline')} to ${String(after)}`,
    measure: `The value stream map through time, ${span(from, to, facts.zone)}`,
    map: {
      from,
      to,
      stills: [
        ...told.map((one) => ({ at: Math.min(to - 1, one.at + settled), caption: one.title })),
        { at: to - 1, caption: 'Where we are now' },
      ],
      film: plotOf(retro, endsOf(input.ends)),
    },
    notes: told.map((one) => `${date(one.at, facts.zone)}: ${one.title}. ${one.text}`).join('\n'),
    alt: `Time-lapse of the value stream map with ${counted(nodes.length, 'place')}: ${told.map((one) => `${date(one.at, facts.zone)}, ${one.title}`).join('; ')}.`,
  };
}
