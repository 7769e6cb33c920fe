import type { History } from '../../history/records';
import type { EnvironmentMap } from '../../retro/environmentMap';
import type { RetroFacts, Week } from '../facts';
import { buildValueStream } from './buildValueStream';
import { evolutionOf } from './evolution';
import { withFormerNames } from './formerNames';
import { withGates } from './gateMarks';
import { foldStream } from './groups/foldStream';
import { groupsOf } from './groups/groupsOf';
import type { KeptLayout } from './layout/keptLayout';
import { placeStream } from './placeStream';

/** How somebody looks at the map: which groups are open, and where things stood when it was last drawn so. */
export interface MapView {
  open: readonly string[];
  /** The layout kept under a key of `viewKey`, if there is one. */
  keptUnder(key: string): KeptLayout | null;
}

export const firstView: MapView = { open: [], keptUnder: () => null };

/** Names the layout of a map: there is one for each choice of open groups. `wholeKey` is that of all boxes. */
export const wholeKey = '*';
export function viewKey(groups: RetroFacts['groups']): string {
  if (groups.every(({ isOpen }) => isOpen)) return wholeKey;
  return JSON.stringify(groups.flatMap(({ id, isOpen }) => (isOpen ? [id] : [])).sort());
}

/** The map through time, for the window, the deck and the film. Weeks ascending and without holes. */
export function buildEvolution(
  history: History,
  map: EnvironmentMap,
  weeks: readonly Week[],
  view: MapView = firstView,
): Pick<RetroFacts, 'evolution' | 'groups' | 'laidOutAnew'> {
  const stream = buildValueStream(history, map);
  const groups = groupsOf(stream, map).map((group) => ({ ...group, isOpen: view.open.includes(group.id) }));
  const folded = foldStream(stream, groups, new Set(view.open));
  const placed = placeStream(folded, view.keptUnder(viewKey(groups)));
  const evolution = withGates(withFormerNames(evolutionOf(placed, weeks), map.streams ?? []));
  return { evolution, groups, ...(placed.laidOutAnew && { laidOutAnew: true as const }) };
}
