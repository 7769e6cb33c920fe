import type { Instant, Span } from '../../../history/records';
import type { MapGroup } from '../../facts';
import { noSightings, type Sightings } from '../sightings';
import { uniteStretches } from '../stretches';
import type { StreamEdge, StreamNode, ValueStream } from '../valueStream';

/**
 * The value stream with every group that is not open drawn together to one node, and the edges of its members to one
 * edge each; what flows only inside a group is not seen. Members of open groups say where they belong.
 */
export function foldStream(stream: ValueStream, groups: readonly MapGroup[], open: ReadonlySet<string>): ValueStream {
  if (groups.length === 0) return stream;
  const groupOf = new Map(groups.flatMap((group) => group.members.map((member) => [member, group] as const)));
  const nodes: StreamNode[] = [];
  const placeOf = new Map<string, number>();
  const placeFor = stream.nodes.map((node) => {
    const group = groupOf.get(node.id);
    const isFolded = group !== undefined && !open.has(group.id);
    const id = isFolded ? group.id : node.id;
    const place = placeOf.get(id) ?? nodes.length;
    if (place === nodes.length) {
      placeOf.set(id, place);
      nodes.push(isFolded ? groupNode(group, node) : { ...node, ...(group && { of: group.id }) });
    }
    if (isFolded) addTo(nodes[place], node, node.kind === group.kind);
    return place;
  });
  const edges = new Map<string, StreamEdge>();
  for (const edge of stream.edges) {
    const [from, to] = [placeFor[edge.from] ?? 0, placeFor[edge.to] ?? 0];
    const isInside = from === to && edge.from !== edge.to;
    if (isInside || (from === to && nodes[from]?.group)) continue;
    const key = `${String(from)} ${String(to)}`;
    const known = edges.get(key);
    if (known) addTo(known, edge, true);
    else
      edges.set(key, {
        ...edge,
        from,
        to,
        sightings: copyOf(edge.sightings),
        present: [...edge.present],
        possible: [...edge.possible],
        used: [...edge.used],
      });
  }
  for (const one of [...nodes.filter(({ group }) => group), ...edges.values()]) tidy(one);
  return { nodes, edges: [...edges.values()], end: stream.end };
}

function groupNode(group: MapGroup, first: StreamNode): StreamNode {
  const size = group.members.filter((id) => id.startsWith(`${group.kind}:`)).length;
  return {
    ...first,
    ...{
      id: group.id,
      kind: group.kind,
      name: group.name,
      label: null,
      source: null,
      group: { size },
      isMissing: false,
    },
    role: group.kind === 'environment' ? first.role : null,
    ...{ sightings: noSightings(), present: [], possible: [], used: [], versionsAt: [] },
    ...{ stages: [], branchAt: [], branchName: [] },
  };
}

interface Flowing {
  sightings: Sightings;
  present: Span[];
  possible: Span[];
  used: Span[];
}

/** Materials of a group are there, but their runs are those of its pipelines already. */
function addTo(sum: Flowing | undefined, one: Flowing, counts: boolean): void {
  if (!sum) return;
  sum.present.push(...one.present);
  sum.possible.push(...one.possible);
  sum.used.push(...one.used);
  if (!counts) return;
  for (const list of ['seenAt', 'endedAt', 'failedAt'] as const) {
    for (const at of one.sightings[list]) sum.sightings[list].push(at);
  }
}

function copyOf({ seenAt, endedAt, failedAt }: Sightings): Sightings {
  return { ...noSightings(), seenAt: [...seenAt], endedAt: [...endedAt], failedAt: [...failedAt] };
}

function tidy(one: Flowing): void {
  for (const list of ['seenAt', 'endedAt', 'failedAt'] as const) one.sightings[list].sort(ascending);
  one.present = uniteStretches(one.present);
  one.possible = uniteStretches(one.possible);
  one.used = uniteStretches(one.used);
}

function ascending(a: Instant, b: Instant): number {
  return a - b;
}
