import type { Theme } from '../theme/theme';
import { pointAt } from './curves';
import type { Fit } from './fit';
import { traceDiamond, type DrawingContext } from './marks';
import { recentSum, recentWeeks } from './presence';
import type { Scene, SceneEdge } from './scene';
import { tokensAt } from './tokens';

/** The line grows with the runs of the last four weeks; a quiet one is a hairline. */
export function drawEdge(
  context: DrawingContext,
  line: SceneEdge,
  scene: Scene,
  fit: Fit,
  week: number,
  theme: Theme,
): void {
  const runs = recentSum(line.edge.runs, week);
  const width = lineWidth(runs, scene.maxRuns) * Math.min(1.4, Math.max(0.6, fit.scale));
  context.strokeStyle = line.role ? theme.roles[line.role] : theme.colors.past;
  context.lineWidth = width;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.setLineDash(runs === 0 ? [4, 6] : []);
  traceCurve(context, line, fit);
  context.stroke();
  context.setLineDash([]);
  drawHead(context, line, fit, width);
}

function lineWidth(runs: number, maxRuns: number): number {
  return 1.2 + 4.3 * Math.sqrt(Math.min(1, runs / (maxRuns * recentWeeks)));
}

function traceCurve(context: DrawingContext, { curve }: SceneEdge, fit: Fit): void {
  context.beginPath();
  for (let index = 0; index < curve.xs.length; index++) {
    const x = fit.left + (curve.xs[index] as number) * fit.scale;
    const y = fit.top + (curve.ys[index] as number) * fit.scale;
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
}

function drawHead(context: DrawingContext, { curve }: SceneEdge, fit: Fit, width: number): void {
  const last = curve.xs.length - 1;
  const size = 4 + width * 1.3;
  const tipX = fit.left + (curve.xs[last] as number) * fit.scale;
  const tipY = fit.top + (curve.ys[last] as number) * fit.scale;
  const back = pointAt(curve, 1 - (size * 1.2) / Math.max(1, curve.length * fit.scale));
  const angle = Math.atan2(tipY - (fit.top + back.y * fit.scale), tipX - (fit.left + back.x * fit.scale));
  context.fillStyle = context.strokeStyle;
  context.beginPath();
  context.moveTo(tipX, tipY);
  context.lineTo(tipX - size * Math.cos(angle - 0.45), tipY - size * Math.sin(angle - 0.45));
  context.lineTo(tipX - size * Math.cos(angle + 0.45), tipY - size * Math.sin(angle + 0.45));
  context.fill();
}

/** Runs under way: round while good, a diamond where they failed. */
export function drawTokens(context: DrawingContext, line: SceneEdge, fit: Fit, at: number, theme: Theme): void {
  const radius = Math.min(6.5, Math.max(2.4, 5.2 * fit.scale));
  const good = line.role ? theme.roles[line.role] : theme.colors.inkSoft;
  const alpha = context.globalAlpha;
  for (const { share, failed } of tokensAt(line.departures, at, line.flightMs)) {
    const point = pointAt(line.curve, easeBoth(share));
    const x = fit.left + point.x * fit.scale;
    const y = fit.top + point.y * fit.scale;
    context.globalAlpha = alpha * Math.min(1, share * 12, (1 - share) * 12);
    context.fillStyle = failed ? theme.colors.failed : good;
    context.strokeStyle = theme.colors.paper;
    context.lineWidth = radius * 0.5;
    context.beginPath();
    if (failed) traceDiamond(context, x, y, radius * 1.35);
    else context.arc(x, y, radius, 0, Math.PI * 2);
    context.stroke();
    context.fill();
  }
  context.globalAlpha = alpha;
}

function easeBoth(share: number): number {
  return share * share * (3 - 2 * share);
}
