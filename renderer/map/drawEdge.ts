import type { Theme } from '../theme/theme';
import { pointAt } from './curves';
import type { Fit } from './fit';
import { traceDiamond, type DrawingContext } from './marks';
import { recentSum, recentWeeks } from './presence';
import type { Scene, SceneEdge } from './scene';
import { tokensAt, type Token } from './tokens';

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
    const x = fit.left + (curve.xs[index] as number) * fit.scaleX;
    const y = fit.top + (curve.ys[index] as number) * fit.scaleY;
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
}

function drawHead(context: DrawingContext, { curve }: SceneEdge, fit: Fit, width: number): void {
  const last = curve.xs.length - 1;
  const size = 4 + width * 1.3;
  const tipX = fit.left + (curve.xs[last] as number) * fit.scaleX;
  const tipY = fit.top + (curve.ys[last] as number) * fit.scaleY;
  const back = pointAt(curve, 1 - (size * 1.2) / Math.max(1, curve.length * fit.scale));
  const angle = Math.atan2(tipY - (fit.top + back.y * fit.scaleY), tipX - (fit.left + back.x * fit.scaleX));
  context.fillStyle = context.strokeStyle;
  context.beginPath();
  context.moveTo(tipX, tipY);
  context.lineTo(tipX - size * Math.cos(angle - 0.45), tipY - size * Math.sin(angle - 0.45));
  context.lineTo(tipX - size * Math.cos(angle + 0.45), tipY - size * Math.sin(angle + 0.45));
  context.fill();
}

/** Runs under way: round while good, a diamond where they failed. One path each, as there may be hundreds. */
export function drawTokens(context: DrawingContext, line: SceneEdge, fit: Fit, at: number, theme: Theme): void {
  const radius = Math.min(6.5, Math.max(2.4, 5.2 * fit.scale));
  const tokens = tokensAt(line.departures, at, line.flightMs);
  if (tokens.length === 0) return;
  const good = line.role ? theme.roles[line.role] : theme.colors.inkSoft;
  context.strokeStyle = theme.colors.paper;
  context.lineWidth = radius * 0.5;
  for (const failed of [false, true]) {
    context.fillStyle = failed ? theme.colors.failed : good;
    drawAlike(context, tokens, failed, line, fit, radius);
  }
}

/** One path for all that are wholly there; those just leaving or arriving are see-through, each to its own degree. */
function drawAlike(
  context: DrawingContext,
  tokens: readonly Token[],
  failed: boolean,
  line: SceneEdge,
  fit: Fit,
  radius: number,
): void {
  const alpha = context.globalAlpha;
  context.beginPath();
  for (const token of tokens)
    if (token.failed === failed && fadeOf(token.share) === 1) traceToken(context, token, line, fit, radius);
  paintTokens(context, radius);
  for (const token of tokens) {
    if (token.failed !== failed || fadeOf(token.share) === 1) continue;
    context.globalAlpha = alpha * fadeOf(token.share);
    context.beginPath();
    traceToken(context, token, line, fit, radius);
    paintTokens(context, radius);
  }
  context.globalAlpha = alpha;
}

function traceToken(context: DrawingContext, token: Token, line: SceneEdge, fit: Fit, radius: number): void {
  const point = pointAt(line.curve, easeBoth(token.share));
  const x = fit.left + point.x * fit.scaleX;
  const y = fit.top + point.y * fit.scaleY;
  if (token.failed) {
    traceDiamond(context, x, y, radius * 1.35);
    return;
  }
  context.moveTo(x + radius, y);
  context.arc(x, y, radius, 0, Math.PI * 2);
}

/** On a small map the light rim around a token would be all that is seen of it. */
function paintTokens(context: DrawingContext, radius: number): void {
  if (radius > 3) context.stroke();
  context.fill();
}

function fadeOf(share: number): number {
  return Math.min(1, share * 12, (1 - share) * 12);
}

function easeBoth(share: number): number {
  return share * share * (3 - 2 * share);
}
