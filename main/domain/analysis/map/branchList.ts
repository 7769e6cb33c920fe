import type { History, Instant } from '../../history/records';
import type { BranchRow } from '../mapReport';
import { branchRows } from './mapReportAt';

/** Branches as people read them: the open ones first, the oldest of them on top, then the merged, the latest first. */
export interface BranchList {
  open: number;
  merged: number;
  /** 500 at most. */
  rows: BranchRow[];
}

const most = 500;

/** Every branch but the main one that had commits by `at`, as it was then. */
export function branchList(history: History, at: Instant): BranchList {
  const all = branchRows(history, at);
  const open = all.filter((one) => one.mergedAt === null).sort((a, b) => (b.ageDays ?? 0) - (a.ageDays ?? 0));
  const merged = all.filter((one) => one.mergedAt !== null).sort((a, b) => (b.mergedAt ?? 0) - (a.mergedAt ?? 0));
  return { open: open.length, merged: merged.length, rows: [...open, ...merged].slice(0, most) };
}
