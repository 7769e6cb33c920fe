import type { EvolutionNode } from '../../main/domain/analysis/facts';
import { isConfiguredAt } from '../../main/domain/analysis/map/knownBy';
import type { Outcome } from '../../main/domain/history/records';
import { drawText, fillCard, fontOf, padOf, textSize } from './cards';
import { drawFailureRing } from './failureRing';
import { drawGate, gateShape } from './drawGate';
import { drawGroup } from './drawGroup';
import { drawConfigured, drawMissing } from './drawUnproven';
import { truncateMiddle, type Box } from './fit';
import { drawOutcomeMark, type DrawingContext } from './marks';
import type { Moment } from './moment';
import { drawName, drawSmall, lineSizeOf, nameSizeOf, nameWidth, rowsOf } from './nodeText';
import { presenceAt, recentFailedShare, recentSum } from './presence';
import { textWidth } from './textWidth';

export function drawNode(context: DrawingContext, node: EvolutionNode, box: Box, moment: Moment): void {
  if (node.group) drawGroup(context, node, box, moment);
  else if (node.isMissing) drawMissing(context, node, box, moment);
  else if (node.kind !== 'material' && isConfiguredAt(node, moment.at)) drawConfigured(context, node, box, moment);
  else if (node.kind === 'environment') drawEnvironment(context, node, box, moment);
  else if (node.kind === 'material') drawMaterial(context, node, box, moment);
  else drawPipeline(context, node, box, moment);
}

/** Code name large, plain role under it, and how many deployments came in the last four weeks. */
function drawEnvironment(context: DrawingContext, node: EvolutionNode, box: Box, moment: Moment): void {
  const { theme, week } = moment;
  const hue = theme.roles[node.role ?? 'other'];
  fillCard(context, box, theme.colors.raised, hue, 2);
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * 0.13;
  fillCard(context, box, hue, null, 0);
  context.globalAlpha = alpha;
  const hasLabel = node.label !== null && isTall(box, moment);
  const sign = Math.max(moment.minTextPx * 0.8, nameSizeOf(box, moment) * 0.78);
  const signWidth = node.isGate ? sign * (gateShape + 0.45) : 0;
  const room = box.width - padOf(box) * 2 - signWidth;
  const size = textSize(Math.min(box.height * 0.44, 22 * moment.unit), moment.minTextPx, 44);
  const count = String(recentSum(node.runs, week));
  const countWidth = textWidth(context, count, fontOf(theme.fonts.sans, size, 640));
  // The name goes first: without it the number says nothing.
  const hasCount = room - countWidth - padOf(box) * 0.5 >= nameWidth(context, node.name, moment.minTextPx, moment);
  const y = box.y + box.height * (hasLabel ? 0.35 : 0.5);
  if (hasCount)
    drawText(context, count, {
      x: box.x + box.width - padOf(box),
      y,
      size,
      weight: 640,
      color: hue,
      align: 'right',
      family: theme.fonts.sans,
    });
  drawName(
    context,
    node.name,
    { ...box, x: box.x + signWidth },
    room - (hasCount ? countWidth + padOf(box) * 0.5 : 0),
    moment,
    hasLabel ? rowsOf(box, moment).name : 0.5,
    // Code names are what the room knows: set larger, where a line of text is not all there is room for.
    box.height > moment.minTextPx * 1.7 ? 1.15 : 1,
  );
  if (node.isGate) drawGate(context, box.x + padOf(box), y, sign, hue);
  if (hasLabel) drawSmall(context, node.label ?? '', box, moment, room + signWidth, hue);
}

/** Where change comes from: the repository, and the branch that week's runs were made from. */
function drawMaterial(context: DrawingContext, node: EvolutionNode, box: Box, moment: Moment): void {
  const { theme, week } = moment;
  fillCard(context, box, theme.colors.sunken, theme.colors.edge, 1, box.height / 2);
  const branch = node.branch[week] ?? null;
  const room = box.width - padOf(box) * 3;
  const inset = { ...box, x: box.x + padOf(box) * 0.5, width: box.width - padOf(box) };
  const name = node.name.replace(/^git:/, '');
  const hasLine = branch !== null && isTall(box, moment);
  drawName(
    context,
    branch === null || hasLine ? name : onOneLine(context, name, branch, room, box, moment),
    inset,
    room,
    moment,
    hasLine ? rowsOf(box, moment).name : 0.5,
  );
  if (hasLine) drawBranch(context, branch, inset, room, moment, isNewBranch(node.branch, week));
}

/** In a low box the branch stands beside the name, if there is room for both. */
function onOneLine(
  context: DrawingContext,
  name: string,
  branch: string,
  room: number,
  box: Box,
  moment: Moment,
): string {
  const both = `${name} · ${branch}`;
  return nameWidth(context, both, nameSizeOf(box, moment), moment) <= room ? both : name;
}

/** Whether two lines of text have room, one under the other. */
function isTall(box: Box, { minTextPx }: Moment): boolean {
  return box.height > minTextPx * 2.2;
}

const leastPad = 2.5;

function drawPipeline(context: DrawingContext, node: EvolutionNode, box: Box, moment: Moment): void {
  const { theme, week } = moment;
  fillCard(context, box, theme.colors.raised, theme.colors.edge, 1);
  const share = recentFailedShare(node, week);
  const stages = node.stages.filter(({ present }) => presenceAt(present, moment.at, null) > 0);
  const hasCells = stages.length > 0 && box.height > moment.minTextPx * 1.9;
  const pad = padOf(box);
  // A name goes before its margins: it takes of them before it is cut.
  const room = box.width - pad * 2;
  const width = nameWidth(context, node.name, moment.minTextPx, moment);
  const spare = width > room ? pad - leastPad : 0;
  const radius = ringRadius(box, moment);
  const isBeside = !hasCells && share !== null && room - radius * 2.6 >= width;
  const ringRoom = isBeside ? radius * 2.6 : 0;
  const nameBox = { ...box, x: box.x - spare };
  drawName(context, node.name, nameBox, room + spare * 2 - ringRoom, moment, hasCells ? rowsOf(box, moment).name : 0.5);
  const shareWidth = hasCells && share !== null ? drawShare(context, share, box, moment) : 0;
  if (hasCells) drawStages(context, stages, { ...box, width: box.width - shareWidth }, moment);
  else if (share !== null) {
    const x = box.x + box.width - (isBeside ? pad + radius : 0);
    const y = isBeside ? box.y + box.height / 2 : box.y;
    if (!isBeside) drawHole(context, x, y, radius, theme.colors.raised);
    drawFailureRing(context, share, x, y, radius, theme);
  }
}

function ringRadius(box: Box, moment: Moment): number {
  return Math.min(lineSizeOf(box, moment) * 0.48, Math.max(4, box.height * 0.15));
}

/** Where a name needs the whole box, the ring sits on its corner. */
function drawHole(context: DrawingContext, x: number, y: number, radius: number, color: string): void {
  context.fillStyle = color;
  context.beginPath();
  context.arc(x, y, radius + 1.5, 0, Math.PI * 2);
  context.fill();
}

/** In the lower right corner: the share of the last four weeks' runs that failed, and its number where there is room. */
function drawShare(context: DrawingContext, share: number, box: Box, moment: Moment): number {
  const size = lineSizeOf(box, moment);
  const radius = ringRadius(box, moment);
  const right = box.x + box.width - padOf(box);
  const y = box.y + box.height * rowsOf(box, moment).marks;
  drawFailureRing(context, share, right - radius, y, radius, moment.theme);
  const ringWidth = radius * 2 + size * 0.5;
  if (share < 0.005 || box.width < size * 8) return ringWidth;
  const width = drawText(context, `${String(Math.round(share * 100))} %`, {
    x: right - radius * 2 - size * 0.35,
    y,
    size,
    weight: 600,
    color: moment.theme.colors.failed,
    align: 'right',
    family: moment.theme.fonts.sans,
  });
  return width + ringWidth + size * 0.35;
}

/** Stages in their order, as beads on a string; their names where all of them have room. */
function drawStages(context: DrawingContext, stages: EvolutionNode['stages'], box: Box, moment: Moment): void {
  const { theme, week } = moment;
  const pad = padOf(box);
  const radius = Math.min(8, Math.max(3, box.height * 0.085));
  const cell = (box.width - pad * 2) / stages.length;
  const step = Math.min(radius * 3.6, cell);
  const y = box.y + box.height * rowsOf(box, moment).marks;
  const size = lineSizeOf(box, moment);
  const font = fontOf(theme.fonts.sans, size, 450);
  // Under the name and not over it: where the box is low, the beads stand alone.
  const isLow = size > box.height * 0.3;
  const named = !isLow && stages.every(({ name }) => textWidth(context, name, font) <= cell - radius * 4.6);
  stages.forEach((stage, index) => {
    const outcome: Outcome = lastKnown(stage.outcome, week) ?? 'unknown';
    const x = named ? box.x + pad + index * cell + radius : box.x + pad + radius + index * step;
    const color = theme.outcomes[outcome];
    context.fillStyle = color;
    context.strokeStyle = color;
    drawOutcomeMark(context, outcome, x, y, radius);
    if (!named) return;
    const textColor = outcome === 'failed' ? theme.colors.failed : theme.colors.inkMuted;
    drawText(context, stage.name, {
      x: x + radius * 1.9,
      y,
      size,
      weight: 450,
      color: textColor,
      align: 'left',
      family: theme.fonts.sans,
    });
  });
}

function drawBranch(
  context: DrawingContext,
  branch: string,
  box: Box,
  room: number,
  moment: Moment,
  isNew: boolean,
): void {
  const { theme } = moment;
  const size = lineSizeOf(box, moment);
  const font = fontOf(theme.fonts.mono, size, isNew ? 700 : 450);
  const text = truncateMiddle(branch, room - size * 1.1, (part) => textWidth(context, part, font));
  const color = isNew ? theme.colors.accent : theme.colors.inkSoft;
  const y = box.y + box.height * rowsOf(box, moment).marks;
  drawFork(context, box.x + padOf(box) + size * 0.32, y, size, color);
  drawText(context, text, {
    x: box.x + padOf(box) + size * 0.95,
    y,
    size,
    weight: isNew ? 700 : 450,
    color,
    align: 'left',
    family: theme.fonts.mono,
  });
}

/** The common sign for a branch: a stem, and a second line that leaves it. */
function drawFork(context: DrawingContext, x: number, y: number, size: number, color: string): void {
  const [reach, dot] = [size * 0.36, size * 0.11];
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = Math.max(1, size * 0.09);
  context.beginPath();
  context.moveTo(x - size * 0.2, y - reach);
  context.lineTo(x - size * 0.2, y + reach);
  context.moveTo(x - size * 0.2, y + reach * 0.5);
  context.quadraticCurveTo(x + size * 0.2, y + reach * 0.4, x + size * 0.2, y - reach * 0.5);
  context.stroke();
  for (const [dotX, dotY] of [
    [-0.2, -1],
    [-0.2, 1],
    [0.2, -0.7],
  ] as const) {
    context.beginPath();
    context.arc(x + size * dotX, y + reach * dotY, dot * 1.3, 0, Math.PI * 2);
    context.fill();
  }
}

function lastKnown<T>(perWeek: readonly (T | null)[], week: number): T | null {
  for (let index = week; index >= 0; index--) if (perWeek[index]) return perWeek[index] as T;
  return null;
}

/** True for three weeks after the branch changed, so that the eye finds it. */
function isNewBranch(branches: readonly (string | null)[], week: number): boolean {
  const [now, before] = [branches[week] ?? null, branches[week - 3] ?? null];
  return now !== null && before !== null && now !== before;
}
