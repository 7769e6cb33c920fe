import type { Outcome } from '../../main/domain/history/records';
import type { MilestoneKind } from '../../main/domain/retro/milestone';

/** What the map draws on: a window's canvas or a worker's. */
export type DrawingContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Passed ● failed ◆ cancelled ○ running ◐: by shape first. Drawn, not typed, as fonts differ in these signs. */
export function drawOutcomeMark(context: DrawingContext, outcome: Outcome, x: number, y: number, radius: number): void {
  context.lineWidth = Math.max(1, radius * 0.36);
  context.beginPath();
  switch (outcome) {
    case 'failed':
      traceDiamond(context, x, y, radius * 1.3);
      context.fill();
      return;
    case 'passed':
      context.arc(x, y, radius, 0, Math.PI * 2);
      context.fill();
      return;
    case 'running':
      context.arc(x, y, radius, Math.PI / 2, Math.PI * 1.5);
      context.fill();
      context.beginPath();
      context.arc(x, y, radius * 0.86, 0, Math.PI * 2);
      context.stroke();
      return;
    case 'skipped':
      context.moveTo(x - radius, y);
      context.lineTo(x + radius, y);
      context.stroke();
      return;
    case 'cancelled':
    case 'unknown':
      context.arc(x, y, radius * 0.84, 0, Math.PI * 2);
      context.stroke();
      return;
    default:
      outcome satisfies never;
  }
}

/** Highlight ▲ lowlight ▼ note ●. */
export function drawMilestoneMark(
  context: DrawingContext,
  kind: MilestoneKind,
  x: number,
  y: number,
  radius: number,
): void {
  context.beginPath();
  if (kind === 'note') context.arc(x, y, radius * 0.8, 0, Math.PI * 2);
  else {
    const up = kind === 'highlight' ? 1 : -1;
    context.moveTo(x, y - radius * up);
    context.lineTo(x + radius * 1.05, y + radius * 0.85 * up);
    context.lineTo(x - radius * 1.05, y + radius * 0.85 * up);
    context.closePath();
  }
  context.fill();
}

export function traceDiamond(context: DrawingContext, x: number, y: number, radius: number): void {
  context.moveTo(x, y - radius);
  context.lineTo(x + radius, y);
  context.lineTo(x, y + radius);
  context.lineTo(x - radius, y);
  context.closePath();
}
