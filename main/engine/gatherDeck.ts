import { buildEvidence } from '../domain/analysis/evidence/buildEvidence';
import { buildMetrics } from '../domain/analysis/buildMetrics';
import type { HistoryIndex } from '../domain/analysis/deployments/analyseDeployments';
import type { RetroFacts, Week } from '../domain/analysis/facts';
import type { GatesReport } from '../domain/analysis/gates/gateReport';
import type { MetricsReport } from '../domain/analysis/metricsReport';
import { whatMoved } from '../domain/analysis/promises/whatMoved';
import { windowWeeks, type DeckInput } from '../domain/deck/deckInput';
import type { Span } from '../domain/history/records';
import type { PeopleShown } from '../domain/people/peopleShown';
import type { Retro } from '../domain/retro/retro';

/** Gathers every number a deck is drafted from; drafting itself computes none. */
export function gatherDeck(
  retro: Retro,
  index: HistoryIndex,
  given: { facts: RetroFacts; gates: GatesReport | null; people: PeopleShown },
): DeckInput {
  const { facts } = given;
  const { history } = index;
  const { environments: map } = retro;
  const accepted = retro.milestones.filter((one) => one.status === 'accepted');
  const complete = facts.weeks.filter((week) => !week.partial);
  const last = spanOf(complete.slice(-windowWeeks));
  const metrics = (window: Span | null, pipeline: string | null, environment: string | null): MetricsReport | null => {
    const query = { bucket: 'week', zone: map.zone, since: window?.from ?? null, until: window?.to ?? null } as const;
    const report = buildMetrics(history, map, { ...query, pipeline, environment }, index);
    return 'problem' in report ? null : report;
  };
  return {
    retro,
    ...given,
    moved: whatMoved(history, map, retro.actions, index),
    evidence: new Map(accepted.map((one) => [one.id, buildEvidence(history, map, accepted, one.id, index)])),
    ends: endsOf(complete, (window) => metrics(window, null, null)),
    lowlights: new Map(
      accepted
        .filter((one) => one.kind === 'lowlight')
        .flatMap((one) => {
          const anchor = one.anchors.find((to) => to.to === 'stage');
          const of = anchor?.to === 'stage' ? anchor.pipeline : null;
          const all = metrics(null, of, null);
          return all ? [[one.id, { of, all, last: last && metrics(last, of, null) }] as const] : [];
        }),
    ),
    targets: map.targets.map((target) => last && metrics(last, target.pipeline ?? null, target.environment)),
  };
}

/** Lengths of the windows that are compared: the shortest is taken that holds enough deployments on both sides. */
const endWeeks = [windowWeeks, 2 * windowWeeks, 3 * windowWeeks, 4 * windowWeeks];
const enoughDeployments = 8;

function endsOf(complete: readonly Week[], metrics: (window: Span) => MetricsReport | null): DeckInput['ends'] {
  let widest: DeckInput['ends'] = null;
  for (const weeks of endWeeks.filter((length) => 2 * length <= complete.length)) {
    const [from, to] = [spanOf(complete.slice(0, weeks)), spanOf(complete.slice(-weeks))];
    const [first, last] = [from && metrics(from), to && metrics(to)];
    if (!first || !last) return widest;
    widest = { first, last, weeks };
    const fewest = Math.min(first.summary.deployments.count, last.summary.deployments.count);
    if (fewest >= enoughDeployments) return widest;
  }
  return widest;
}

function spanOf(weeks: readonly Week[]): Span | null {
  const from = weeks.at(0);
  const to = weeks.at(-1);
  return from && to ? { from: from.start, to: to.end } : null;
}
