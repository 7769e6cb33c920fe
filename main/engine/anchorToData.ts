import { rowsBehind } from '../domain/analysis/rowsBehind';
import type { History } from '../domain/history/records';
import type { RetroEdit } from '../domain/retro/edits';
import type { Retro } from '../domain/retro/retro';

const dayMs = 86_400_000;
/** A deployment further away than this is another story. */
const nearMs = 7 * dayMs;

/**
 * A milestone put on a bare date also hangs on the production deployment nearest to it, where one is near: so that it
 * means the same moment whatever is imported or drawn later. Every other edit is left as it is.
 */
export function anchorToData(edit: RetroEdit, retro: Retro, history: History): RetroEdit {
  if (edit.type !== 'addMilestone' || edit.milestone.anchors.some((anchor) => anchor.to !== 'date')) return edit;
  const { at } = edit.milestone;
  const { rows } = rowsBehind(history, retro.environments, {
    of: { kind: 'deployments', environment: null },
    from: at - nearMs,
    to: at + nearMs,
    offset: 0,
    limit: 1_000,
  });
  const distance = (row: { at: number | null }): number => Math.abs((row.at ?? Infinity) - at);
  const [nearest] = [...rows].sort((a, b) => distance(a) - distance(b));
  if (!nearest) return edit;
  const anchors = [{ to: 'run' as const, run: nearest.run }, ...edit.milestone.anchors];
  return { ...edit, milestone: { ...edit.milestone, anchors } };
}
