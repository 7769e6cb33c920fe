import type { EvolutionDifference } from '../../main/domain/analysis/map/evolutionDifference';
import { isPast, isUnsure, type Fate } from '../../main/domain/analysis/map/fates';
import { drawText, radiusOf } from './cards';
import { drawBackMark } from './drawBack';
import { drawEdge } from './drawEdge';
import { drawNode } from './drawNode';
import type { Box, Fit } from './fit';
import type { DrawingContext } from './marks';
import type { Moment } from './moment';
import type { Scene } from './scene';
import type { EvolutionNode } from '../../main/domain/analysis/facts';

/**
 * Two moments in one picture. What came has a dashed outline and a plus, what went is pale, struck through and has a
 * minus, what changed a strong outline and a wave; that of which nobody can tell at one of them has a dotted outline and a
 * question mark. Lines that went are dashed, lines nobody can tell of dotted; all else stands back. `earlier` and `later`
 * are the moments themselves.
 */
export function drawDifference(
  context: DrawingContext,
  difference: EvolutionDifference,
  scene: Scene,
  fit: Fit,
  earlier: Moment,
  later: Moment,
  boxOf: (node: EvolutionNode) => Box,
): void {
  const fates = new Map(difference.edges.map(({ edge, fate }) => [edge, fate]));
  for (const line of scene.edges) {
    const fate = fates.get(line.edge);
    if (!fate) continue;
    context.globalAlpha = fate === 'same' ? 0.3 : isPast(fate) || isUnsure(fate) ? 0.45 : 1;
    const moment = isPast(fate) ? earlier : later;
    context.setLineDash(isUnsure(fate) ? [2, 4] : fate === 'removed' ? [7, 6] : []);
    drawEdge(context, fate === 'added' ? line : { ...line, role: null }, scene, fit, moment);
    context.setLineDash([]);
    if (line.edge.isBack) drawBackMark(context, line, fit, moment.theme);
  }
  for (const { node, fate } of difference.nodes) {
    const moment = isPast(fate) ? earlier : later;
    const box = boxOf(node);
    context.globalAlpha = 1;
    context.fillStyle = moment.theme.colors.paper;
    context.beginPath();
    context.roundRect(box.x, box.y, box.width, box.height, radiusOf(box));
    context.fill();
    context.globalAlpha = isPast(fate) ? 0.5 : fate === 'same' ? 0.7 : 1;
    drawNode(context, node, box, moment);
    context.globalAlpha = 1;
    if (fate !== 'same') mark(context, fate, box, node.kind === 'material' ? box.height / 2 : radiusOf(box), moment);
  }
}

function mark(context: DrawingContext, fate: Exclude<Fate, 'same'>, box: Box, corner: number, { theme }: Moment): void {
  const { accent, failed, ink, inkMuted } = theme.colors;
  const color = { added: accent, removed: failed, changed: ink, knownFrom: inkMuted, knownUntil: inkMuted }[fate];
  context.strokeStyle = color;
  context.lineWidth = 2;
  context.lineCap = 'round';
  if (fate === 'added' || isUnsure(fate)) {
    context.setLineDash(fate === 'added' ? [6, 4] : [1, 5]);
    context.beginPath();
    context.roundRect(box.x - 3, box.y - 3, box.width + 6, box.height + 6, corner + 3);
    context.stroke();
    context.setLineDash([]);
  } else {
    context.beginPath();
    if (fate === 'changed') context.roundRect(box.x, box.y, box.width, box.height, corner);
    else {
      context.moveTo(box.x - 4, box.y + box.height / 2);
      context.lineTo(box.x + box.width + 4, box.y + box.height / 2);
    }
    context.stroke();
  }
  const radius = Math.min(14, Math.max(7, box.height * 0.22));
  // Out of the way of the name, whose first letter it would cover in a low box.
  // At the edge of the picture it stays whole.
  const x = Math.max(radius + 1, box.x - radius * 0.45);
  const y = Math.max(radius + 1, box.y - radius * 0.3);
  const arm = radius * 0.5;
  context.fillStyle = color;
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
  if (isUnsure(fate)) {
    const look = { size: radius * 1.5, weight: 700, color: theme.colors.paper, align: 'center' as const };
    drawText(context, '?', { x, y, ...look, family: theme.fonts.sans });
    return;
  }
  context.strokeStyle = theme.colors.paper;
  context.beginPath();
  if (fate === 'changed') {
    context.moveTo(x - arm, y);
    context.bezierCurveTo(x - arm * 0.3, y - arm * 1.3, x + arm * 0.3, y + arm * 1.3, x + arm, y);
  } else {
    context.moveTo(x - arm, y);
    context.lineTo(x + arm, y);
    if (fate === 'added') {
      context.moveTo(x, y - arm);
      context.lineTo(x, y + arm);
    }
  }
  context.stroke();
}
