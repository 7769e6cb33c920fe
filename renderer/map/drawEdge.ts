import type { Theme } from '../theme/theme';
import { pointAt } from './curves';
import { isConfiguredAt } from '../../main/domain/analysis/map/knownBy';
import { configuredDash } from './drawUnproven';
import { isSameFit, type Box, type Fit } from './fit';
import { traceDiamond, type DrawingContext } from './marks';
import type { Moment } from './moment';
import { recentSum, recentWeeks } from './presence';
import type { Scene, SceneEdge } from './scene';
import { tokensAt, type Token } from './tokens';

/** The line grows with the runs of the last four weeks; a quiet one is a hairline, one that is only declared is dotted. */
export function drawEdge(
  context: DrawingContext,
  line: SceneEdge,
  scene: Scene,
  fit: Fit,
  { at, week, theme }: Pick<Moment, 'at' | 'week' | 'theme'>,
): void {
  const runs = recentSum(line.edge.runs, week);
  const idle = isConfiguredAt(line.edge, at) ? configuredDash : quiet;
  const width = lineWidth(runs, scene.maxRuns) * Math.min(1.4, Math.max(0.6, fit.scale));
  context.strokeStyle = line.role ? theme.roles[line.role] : theme.colors.past;
  context.lineWidth = width;
  context.lineCap = 'round';
  // Its pieces bend by a few degrees: round joins would look the same, and are most of the work of a line.
  context.lineJoin = 'bevel';
  if (runs === 0) context.setLineDash(idle);
  context.stroke(pathOf(line, fit));
  if (runs === 0) context.setLineDash([]);
  drawHead(context, line, fit, width);
}

const quiet = [4, 6];

function lineWidth(runs: number, maxRuns: number): number {
  return 1.2 + 4.3 * Math.sqrt(Math.min(1, runs / (maxRuns * recentWeeks)));
}

const paths = new WeakMap<SceneEdge, { fit: Fit; path: Path2D }>();

/** The line in the frame's pixels, kept until it is drawn at another place or size. */
function pathOf(line: SceneEdge, fit: Fit): Path2D {
  const known = paths.get(line);
  if (known && isSameFit(known.fit, fit)) return known.path;
  const path = new Path2D();
  const { xs, ys } = line.curve;
  for (let index = 0; index < xs.length; index++)
    path.lineTo(fit.left + (xs[index] as number) * fit.scaleX, fit.top + (ys[index] as number) * fit.scaleY);
  paths.set(line, { fit, path });
  return path;
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
export function drawTokens(
  context: DrawingContext,
  line: SceneEdge,
  fit: Fit,
  at: number,
  theme: Theme,
  touched?: (box: Box) => void,
): void {
  const tokens = tokensAt(line.departures, at, line.flightMs);
  if (tokens.length === 0) return;
  const radius = Math.min(6.5, Math.max(2.4, 5.2 * fit.scale));
  const good = line.role ? theme.roles[line.role] : theme.colors.inkSoft;
  const all = tokens.map((token) => placeOf(token, line, fit));
  if (touched) {
    // A failed one with its rim, and a pixel for the soft edge.
    const reach = radius * 1.35 * 1.25 + 1;
    for (const { x, y } of all) touched({ x: x - reach, y: y - reach, width: reach * 2, height: reach * 2 });
  }
  for (const failed of [false, true]) {
    const alike = all.filter((one) => one.failed === failed);
    if (alike.length > 0) drawAlike(context, alike, radius, failed ? theme.colors.failed : good, theme.colors.paper);
  }
}

interface PlacedToken {
  x: number;
  y: number;
  failed: boolean;
  /** 0 to 1: those just leaving or arriving are see-through. */
  fade: number;
}

function placeOf({ share, failed }: Token, { curve }: SceneEdge, fit: Fit): PlacedToken {
  const point = pointAt(curve, easeBoth(share));
  return { x: fit.left + point.x * fit.scaleX, y: fit.top + point.y * fit.scaleY, failed, fade: fadeOf(share) };
}

/** One path for all that are wholly there; the others one by one, each see-through to its own degree. */
function drawAlike(
  context: DrawingContext,
  tokens: readonly PlacedToken[],
  radius: number,
  color: string,
  rim: string,
): void {
  const alpha = context.globalAlpha;
  const whole = tokens.filter(({ fade }) => fade === 1);
  // On a small map the light rim around a token would be all that is seen of it. It lies under the token as a larger one: to
  // fill is a fraction of the work of drawing a line around it.
  if (radius > leastWithRim) fillTokens(context, whole, radius * 1.25, rim);
  fillTokens(context, whole, radius, color);
  for (const token of tokens) {
    if (token.fade === 1) continue;
    context.globalAlpha = alpha * token.fade;
    if (radius > leastWithRim) fillTokens(context, [token], radius * 1.25, rim);
    fillTokens(context, [token], radius, color);
  }
  context.globalAlpha = alpha;
}

const leastWithRim = 3;

function fillTokens(context: DrawingContext, tokens: readonly PlacedToken[], radius: number, color: string): void {
  if (tokens.length === 0) return;
  context.fillStyle = color;
  context.beginPath();
  for (const { x, y, failed } of tokens) {
    if (failed) traceDiamond(context, x, y, radius * 1.35);
    else {
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, Math.PI * 2);
    }
  }
  context.fill();
}

function fadeOf(share: number): number {
  return Math.min(1, share * 12, (1 - share) * 12);
}

function easeBoth(share: number): number {
  return share * share * (3 - 2 * share);
}
