import type { Evolution, EvolutionEdge, EvolutionNode, Week } from '../facts';
import type { Instant, Outcome, Span } from '../../history/records';
import type { PlacedEdge, PlacedNode, PlacedStream } from './placeStream';
import { carryingBranches } from './carryingBranches';
import { countUntil } from './sightings';
import { withoutStretches } from './stretches';
import type { StreamStage } from './valueStream';

/**
 * The map through time, week by week: all a drawing needs for any instant. Runs are counted in the week they ended in;
 * a stage shows its last outcome at the end of the week; open ends are closed at the end of history.
 */
export function evolutionOf(stream: PlacedStream, weeks: readonly Week[]): Evolution {
  const end = Math.max(stream.end + 1, weeks.at(-1)?.end ?? 0);
  return {
    nodes: stream.nodes.map((node) => evolutionNode(node, weeks, end)),
    edges: stream.edges.map((edge) => evolutionEdge(edge, stream, weeks, end)),
    width: stream.width,
    height: stream.height,
  };
}

function evolutionNode(node: PlacedNode, weeks: readonly Week[], end: Instant): EvolutionNode {
  const { id, kind, name, label, role, level, x, y, width, height, sightings, group, of } = node;
  const branches = carryingBranches(node);
  return {
    ...{ id, kind, name, label, role, level, x, y, width, height },
    ...(group && { group }),
    ...(of !== undefined && { of }),
    ...(node.isMissing && { isMissing: true as const }),
    firstSeen: firstSeen(node),
    lastSeen: Math.max(sightings.seenAt.at(-1) ?? 0, node.versionsAt.at(-1) ?? 0) || firstSeen(node),
    ...stretchesOf(node, end),
    runs: weeklyCounts(sightings.endedAt, weeks),
    failed: weeklyCounts(sightings.failedAt, weeks),
    stages: node.stages.map((stage) => ({
      name: stage.name,
      present: closed(stage.present, end),
      outcome: weeks.map((week) => lastOutcome(stage, week.end - 1)),
    })),
    branch: weeks.map((week) => branches(week.end - 1).join(', ') || null),
  };
}

function evolutionEdge(edge: PlacedEdge, stream: PlacedStream, weeks: readonly Week[], end: Instant): EvolutionEdge {
  return {
    from: stream.nodes[edge.from]?.id ?? '',
    to: stream.nodes[edge.to]?.id ?? '',
    kind: edge.kind,
    ...(edge.isBack && { isBack: true as const }),
    ...stretchesOf(edge, end),
    runs: weeklyCounts(edge.sightings.endedAt, weeks),
    failed: weeklyCounts(edge.sightings.failedAt, weeks),
    points: edge.points,
  };
}

/**
 * When it was there, when it was known from configuration only (what is missing is known from neither), and when nobody
 * can tell.
 */
function stretchesOf(
  thing: Pick<PlacedNode, 'present' | 'possible' | 'used'> & { isMissing?: boolean },
  end: Instant,
): Pick<EvolutionNode, 'present' | 'configured' | 'unknown'> {
  const configured = thing.isMissing ? [] : closed(withoutStretches(thing.present, thing.used), end);
  const unknown = closed(withoutStretches(thing.possible, thing.present), end);
  return {
    present: closed(thing.present, end),
    ...(configured.length > 0 && { configured }),
    ...(unknown.length > 0 && { unknown }),
  };
}

/** The first use by a run, or where it was configured before, that. */
export function firstSeen({ sightings, present }: Pick<PlacedNode, 'sightings' | 'present'>): Instant {
  return Math.min(sightings.seenAt[0] ?? Infinity, present[0]?.from ?? sightings.seenAt[0] ?? 0);
}

/** The outcome of the last attempt that had ended by `at`; null before the first. */
export function lastOutcome(stage: StreamStage, at: Instant): Outcome | null {
  return stage.outcome[countUntil(stage.endedAt, at) - 1] ?? null;
}

function weeklyCounts(ascending: readonly Instant[], weeks: readonly Week[]): number[] {
  return weeks.map((week) => countUntil(ascending, week.end - 1) - countUntil(ascending, week.start - 1));
}

function closed(stretches: readonly Span[], end: Instant): Span[] {
  return stretches.map(({ from, to }) => ({ from, to: Math.min(to, end) })).filter(({ from, to }) => from < to);
}
