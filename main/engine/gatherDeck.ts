import { buildEvidence } from '../domain/analysis/evidence/buildEvidence';
import { buildMetrics } from '../domain/analysis/buildMetrics';
import type { RetroFacts, Week } from '../domain/analysis/facts';
import type { MetricsReport } from '../domain/analysis/metricsReport';
import { windowWeeks, type DeckInput } from '../domain/deck/deckInput';
import type { History, Span } from '../domain/history/records';
import type { Retro } from '../domain/retro/retro';

/** Gathers every number a deck is drafted from; drafting itself computes none. */
export function gatherDeck(retro: Retro, history: History, facts: RetroFacts): DeckInput {
  const { environments: map } = retro;
  const accepted = retro.milestones.filter((one) => one.status === 'accepted');
  const { first, last } = endWindows(facts.weeks);
  const metrics = (window: Span | null, pipeline: string | null, environment: string | null): MetricsReport | null => {
    const report = buildMetrics(history, map, {
      bucket: 'week',
      zone: map.zone,
      since: window?.from ?? null,
      until: window?.to ?? null,
      ...(pipeline === null ? {} : { pipeline }),
      ...(environment === null ? {} : { environment }),
    });
    return 'problem' in report ? null : report;
  };
  const [before, after] = [first && metrics(first, null, null), last && metrics(last, null, null)];
  return {
    retro,
    facts,
    evidence: new Map(accepted.map((one) => [one.id, buildEvidence(history, map, accepted, one.id)])),
    ends: before && after ? { first: before, last: after } : null,
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

/** The first and the last `windowWeeks` complete weeks; none where they would overlap. */
function endWindows(weeks: readonly Week[]): { first: Span | null; last: Span | null } {
  const complete = weeks.filter((week) => !week.partial);
  const last = spanOf(complete.slice(-windowWeeks));
  return { first: complete.length >= 2 * windowWeeks ? spanOf(complete.slice(0, windowWeeks)) : null, last };
}

function spanOf(weeks: readonly Week[]): Span | null {
  const from = weeks.at(0);
  const to = weeks.at(-1);
  return from && to ? { from: from.start, to: to.end } : null;
}
