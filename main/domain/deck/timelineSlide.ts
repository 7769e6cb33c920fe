import { blankSlide } from './blankSlide';
import type { Slide } from './deck';
import type { DeckInput } from './deckInput';
import { cadence, counted, decimal, direction, month, span } from './wording';

/** Fewer events than this on both sides together say nothing of a rate. */
const fewestForRate = 10;

/** The name of the environment group the headline numbers speak of: its code names. */
export function groupName(input: DeckInput): string {
  const { group, environments } = input.facts;
  const members = environments.filter((one) => one.group === group).map((one) => one.name);
  return members.length > 0 && members.length <= 2 ? members.join(' and ') : (group ?? 'production');
}

export function cadenceHeadline(input: DeckInput): string {
  const { ends, facts } = input;
  const where = groupName(input);
  const before = ends?.first.summary.deployments.perWeekMean ?? null;
  const after = ends?.last.summary.deployments.perWeekMean ?? null;
  const seen = ends ? ends.first.summary.deployments.count + ends.last.summary.deployments.count : 0;
  if (before === null || after === null || facts.coverage.from === null || seen < fewestForRate) {
    return facts.counts.deployments === 0
      ? 'No production deployments are known yet'
      : `${counted(facts.counts.deployments, 'deployment')} to ${where} so far`;
  }
  const then = month(facts.coverage.from, facts.zone);
  if (direction(before, after) === 'same')
    return `We deploy to ${where} about as often as in ${then}: ${cadence(after)}`;
  if (before === 0) return `We deploy to ${where} ${cadence(after)}; in ${then} we did not at all`;
  return after > before
    ? `We deploy to ${where} ${decimal(after / before)} times as often as in early ${then.slice(-4)}`
    : `We deploy to ${where} less often: ${cadence(after)} now, ${cadence(before)} in ${then}`;
}

/** The same finding for the slide that shows the deployments alone. */
export function cadenceChartHeadline(input: DeckInput): string {
  const before = input.ends?.first.summary.deployments.perWeekMean ?? null;
  const after = input.ends?.last.summary.deployments.perWeekMean ?? null;
  if (before === null || after === null) return cadenceHeadline(input);
  return `${groupName(input)} sees a deployment ${cadence(after)}; at first it was ${cadence(before)}`;
}

export function cadenceMeasure(input: DeckInput): string {
  const { ends } = input;
  if (!ends) return 'Deployments a week';
  const { first, last, weeks } = ends;
  return `Deployments a week: ${decimal(first.summary.deployments.perWeekMean ?? 0)} in the first, ${decimal(last.summary.deployments.perWeekMean ?? 0)} in the last ${String(weeks)} complete weeks`;
}

export function timelineSlide(input: DeckInput): Slide | null {
  const { facts, retro } = input;
  const { from, to } = facts.coverage;
  if (from === null || to === null || facts.weeks.length === 0) return null;
  const flags = retro.milestones
    .filter((one) => one.status === 'accepted')
    .map(({ id, at, kind, title }) => ({ id, at, kind, label: title }));
  return {
    ...blankSlide(input, 'timeline', 'timeline'),
    headline: cadenceHeadline(input),
    measure: cadenceMeasure(input),
    timeline: {
      from,
      to,
      categories: facts.weeks.map((week) => week.id),
      starts: facts.weeks.map((week) => week.start),
      partial: facts.weeks.map((week) => week.partial),
      lanes: facts.environments.map(({ name, label, role, deployments }) => ({
        name,
        label,
        role,
        counts: deployments,
      })),
      branches: facts.branchBand.map((part) => ({ branch: part.branch, from: part.from, to: part.to })),
      flags,
    },
    notes: flags.map((flag) => flag.label).join('\n'),
    alt: `Timeline ${span(from, to, facts.zone)}: deployments a week to ${facts.environments.map((one) => one.name).join(', ')}, the branch production was deployed from, and ${String(flags.length)} milestones.`,
  };
}
