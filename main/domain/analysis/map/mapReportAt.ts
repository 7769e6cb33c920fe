import type { History, Instant } from '../../history/records';
import type { EnvironmentMap } from '../../retro/environmentMap';
import type { BranchRow, MapReport } from '../mapReport';
import { branchesAt } from './branches';
import { buildValueStream } from './buildValueStream';
import { mapAt } from './mapAt';
import { placeStream } from './placeStream';

/** The map as it was at an instant, with the branches there were. */
export function mapReport(history: History, map: EnvironmentMap, at: Instant): MapReport {
  return mapAt(placeStream(buildValueStream(history, map)), at, branchRows(history, at));
}

/** The branches of every material at an instant; the main one is what its source says it is. */
export function branchRows(history: History, at: Instant): BranchRow[] {
  const named = history.coverage.map(({ mainBranches }) => mainBranches);
  return branchesAt(history.commits, at, (material) => named.find((one) => one?.[material])?.[material] ?? null);
}
