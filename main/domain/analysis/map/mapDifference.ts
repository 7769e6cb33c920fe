import type { History, Instant } from '../../history/records';
import type { EnvironmentMap } from '../../retro/environmentMap';
import type { MapDifference } from '../mapReport';
import { buildValueStream } from './buildValueStream';
import { carryingBranches } from './carryingBranches';
import { fateOf, isTurned, whatChanged, type Fate } from './fates';
import { placeStream, type PlacedNode } from './placeStream';

/**
 * What differs on the map between two instants, by id; `from` need not be the earlier one. What nobody can tell of one of
 * them, because the source that tells of it begins or ends between, is listed apart.
 */
export function mapDifference(history: History, map: EnvironmentMap, from: Instant, to: Instant): MapDifference {
  const { nodes, edges } = placeStream(buildValueStream(history, map));
  const turned = edges
    .filter((edge) => isTurned(fateOf(edge, from, to)))
    .map((edge) => ({ from: nodes[edge.from]?.id ?? '', to: nodes[edge.to]?.id ?? '', kind: edge.kind }));
  const told = [...nodes].sort(byPlace).flatMap((node) => {
    const turn = fateOf(node, from, to);
    if (!turn) return [];
    const what = turn === 'same' ? whatChanged(node, turned, hasOtherBranch(node, from, to), { from, to }) : [];
    return [{ id: node.id, fate: what.length > 0 ? ('changed' as const) : turn, what }];
  });
  const of = (fate: Fate) => told.filter((one) => one.fate === fate);
  const idsOf = (fate: Fate) => of(fate).map(({ id }) => id);
  const [knownFrom, knownUntil] = [idsOf('knownFrom'), idsOf('knownUntil')];
  return {
    ...{ from, to, added: idsOf('added'), removed: idsOf('removed') },
    ...(knownFrom.length > 0 && { knownFrom }),
    ...(knownUntil.length > 0 && { knownUntil }),
    changed: of('changed').map(({ id, what }) => ({ id, what })),
  };
}

function hasOtherBranch(node: PlacedNode, from: Instant, to: Instant): boolean {
  const branches = carryingBranches(node);
  return branches(from).join() !== branches(to).join();
}

function byPlace(a: PlacedNode, b: PlacedNode): number {
  return a.level - b.level || a.y - b.y || (a.id < b.id ? -1 : 1);
}
