import type { BranchRow, MapEdge, MapNode, MapReport } from '../mapReport';
import type { Instant } from '../../history/records';
import { carryingBranches } from './carryingBranches';
import { firstSeen, lastOutcome } from './evolution';
import type { PlacedEdge, PlacedNode, PlacedStream } from './placeStream';
import { countUntil } from './sightings';
import { isWithin } from './stretches';

/**
 * The value stream as it was at an instant, upstream and downstream: what was part of the process then. `runs` and
 * `failed` count the conclusive runs that had ended since the thing was first seen; a stage shows the outcome of its
 * last attempt that had ended (`unknown` before one had); a material the branch it was last used on, and those that carried it.
 */
export function mapAt(stream: PlacedStream, at: Instant, branches: BranchRow[]): MapReport {
  const nodes = stream.nodes.filter((node) => isWithin(node.present, at)).map((node) => nodeAt(node, at));
  const edges = stream.edges.filter((edge) => isWithin(edge.present, at)).map((edge) => edgeAt(edge, stream, at));
  return { at, nodes: nodes.sort((a, b) => a.level - b.level || a.y - b.y || (a.id < b.id ? -1 : 1)), edges, branches };
}

function nodeAt(node: PlacedNode, at: Instant): MapNode {
  const { id, kind, name, level, x, y, sightings } = node;
  return {
    ...{ id, kind, name, level, x, y },
    stages: node.stages
      .filter((stage) => isWithin(stage.present, at))
      .map((stage) => ({ name: stage.name, outcome: lastOutcome(stage, at) ?? 'unknown' })),
    firstSeen: firstSeen(node),
    lastSeen: lastSeen(node, at),
    runs: countUntil(sightings.endedAt, at),
    failed: countUntil(sightings.failedAt, at),
    branch: node.branchName[countUntil(node.branchAt, at) - 1] ?? null,
    branches: carryingBranches(node)(at),
    ...(node.isMissing && { missing: true as const }),
    ...(!node.isMissing && !isWithin(node.used, at) && { configuredOnly: true as const }),
  };
}

/** The last use by a run, or version of its configuration, until then. */
function lastSeen(node: PlacedNode, at: Instant): Instant {
  const { seenAt } = node.sightings;
  const last = Math.max(
    seenAt[countUntil(seenAt, at) - 1] ?? -Infinity,
    node.versionsAt[countUntil(node.versionsAt, at) - 1] ?? -Infinity,
  );
  return last === -Infinity ? firstSeen(node) : last;
}

function edgeAt(edge: PlacedEdge, stream: PlacedStream, at: Instant): MapEdge {
  const from = stream.nodes[edge.from]?.id ?? '';
  const to = stream.nodes[edge.to]?.id ?? '';
  return {
    ...{ from, to, kind: edge.kind, runs: countUntil(edge.sightings.endedAt, at) },
    ...(edge.isBack && { back: true as const }),
    ...(!isWithin(edge.used, at) && { configuredOnly: true as const }),
  };
}
