import type { History, Instant } from '../../history/records';
import type { EnvironmentMap } from '../../retro/environmentMap';
import type { BranchRow, MapReport } from '../mapReport';
import { branchesAt } from './branches';
import { buildValueStream } from './buildValueStream';
import { mapAt } from './mapAt';
import type { KeptLayout } from './layout/keptLayout';
import { layoutOf, placeStream } from './placeStream';

/** The map as it was at an instant, with the branches there were; what stood in a kept layout of it keeps its place. */
export function mapReport(
  history: History,
  map: EnvironmentMap,
  at: Instant,
  kept: KeptLayout | null = null,
): MapReport & { layout: KeptLayout } {
  const placed = placeStream(buildValueStream(history, map), kept);
  return { ...mapAt(placed, at, branchRows(history, at)), layout: layoutOf(placed) };
}

/** The branches of every material at an instant; the main one is what its source says it is. */
export function branchRows(history: History, at: Instant): BranchRow[] {
  const named = history.coverage.map(({ mainBranches }) => mainBranches);
  return branchesAt(history.commits, at, (material) => named.find((one) => one?.[material])?.[material] ?? null);
}
