import type { EvolutionNode } from '../../main/domain/analysis/facts';
import { groupWords } from '../../main/domain/analysis/map/groups/groupWords';
import { drawFailureRing } from './failureRing';
import { fillCard, padOf } from './cards';
import type { Box } from './fit';
import type { DrawingContext } from './marks';
import type { Moment } from './moment';
import { drawName, drawSmall, lineSizeOf } from './nodeText';
import { recentFailedShare, recentSum } from './presence';

/** Several boxes as one, drawn as a small pile: its name, how many there are, and how they do. */
export function drawGroup(context: DrawingContext, node: EvolutionNode, box: Box, moment: Moment): void {
  const { theme, week } = moment;
  const lift = Math.min(4, box.height * 0.1);
  for (const step of [2, 1]) {
    const behind = { ...box, x: box.x + lift * step, y: box.y - lift * step };
    fillCard(context, behind, theme.colors.sunken, theme.colors.edge, 1);
  }
  fillCard(context, box, theme.colors.raised, theme.colors.edge, 1);
  const room = box.width - padOf(box) * 2;
  const isTall = box.height > moment.minTextPx * 2.5;
  drawName(context, node.name, box, room, moment, isTall ? 0.33 : 0.5);
  if (!isTall) return;
  const share = recentFailedShare(node, week);
  const failing = share === null || share < 0.05 ? '' : ` · ${String(Math.round(share * 100))} % failed`;
  const runs = recentSum(node.runs, week);
  const color = failing === '' ? theme.colors.inkMuted : theme.colors.failed;
  const radius = share === null ? 0 : lineSizeOf(box, moment) * 0.48;
  const words = `${groupWords(node)}${runs === 0 ? ' · idle' : failing}`;
  drawSmall(context, words, box, moment, room - radius * 2.6, color);
  if (share === null) return;
  drawFailureRing(context, share, box.x + box.width - padOf(box) - radius, box.y + box.height * 0.73, radius, theme);
}
