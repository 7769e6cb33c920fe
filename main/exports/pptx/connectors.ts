import type PptxGenJS from 'pptxgenjs';
import { cleanText } from './cleanText';
import { sides, type Point, type Route } from './connectorRoute';

type PptxSlide = PptxGenJS.Slide;

/**
 * PptxGenJS writes no connectors. So a box that lines end at and a line between two of them are written under names
 * that say so, with numbers for the boxes, and `withConnectors` makes of them what they are meant to be.
 */
const boxMark = 'shiplapse-box';
const lineMark = 'shiplapse-line';

export function boxName(box: number, name: string): string {
  return `${boxMark} ${String(box)} ${cleanText(name)}`;
}

/** A line from one box to another along a route whose corners are in inches. */
export function addConnector(
  target: PptxSlide,
  ends: { from: number; to: number; name: string },
  { corners, leaves, enters }: Route,
  line: PptxGenJS.ShapeLineProps,
): void {
  const [start, end] = [corners[0], corners.at(-1)];
  if (!start || !end) return;
  const { shape, adjust, turned } = geometryOf(corners);
  const [width, height] = [Math.abs(end.x - start.x), Math.abs(end.y - start.y)];
  // A turned shape lies about the same middle with its sides exchanged.
  const [w, h] = turned ? [height, width] : [width, height];
  const isUp = end.y < start.y;
  target.addShape('line', {
    x: (start.x + end.x - w) / 2,
    y: (start.y + end.y - h) / 2,
    w,
    h,
    flipH: turned ? !isUp : end.x < start.x,
    flipV: !turned && isUp,
    ...(turned ? { rotate: 270 } : {}),
    line,
    objectName: [
      lineMark,
      ...[ends.from, sides[leaves], ends.to, sides[enters], shape].map(String),
      `${adjust.join(',')} ${cleanText(ends.name)}`,
    ].join(' '),
  });
}

/** Inches: nearer is level. */
const least = 0.005;
/** Where a line turns that is not told otherwise, in thousandths of a per cent. */
const half = 50_000;

interface Geometry {
  /** A preset shape of DrawingML, and its adjustments in thousandths of a per cent of its sides. */
  shape: string;
  adjust: number[];
  /** The one with one corner begins level; where it begins upright it is turned by three quarters. */
  turned: boolean;
}

export function geometryOf(corners: readonly Point[]): Geometry {
  const start = corners[0] ?? { x: 0, y: 0 };
  const end = corners.at(-1) ?? start;
  const share = (at: number, from: number, to: number): number => {
    const extent = to - from;
    return Math.abs(extent) < least ? 0 : Math.round(((at - from) / extent) * 100_000);
  };
  const across = (place: number) => share(corners[place]?.x ?? start.x, start.x, end.x);
  const down = (place: number) => share(corners[place]?.y ?? start.y, start.y, end.y);
  if (corners.every(({ y }) => Math.abs(y - start.y) < least))
    return { shape: 'straightConnector1', adjust: [], turned: false };
  if (corners.length === 3)
    return { shape: 'bentConnector2', adjust: [], turned: Math.abs((corners[1]?.x ?? 0) - start.x) < least };
  if (corners.length === 4)
    return { shape: 'bentConnector3', adjust: [across(1)].filter((one) => one !== half), turned: false };
  return { shape: 'bentConnector5', adjust: [across(1), down(2), across(3)], turned: false };
}

/** A slide's XML with its marked lines made connectors. Every shape must have its number by now. */
export function withConnectors(xml: string): string {
  const ids = new Map<string, string>();
  const named = xml.replace(
    new RegExp(`<p:cNvPr id="(\\d+)" name="${boxMark} (\\d+) `, 'g'),
    (_, id: string, box: string) => {
      ids.set(box, id);
      return `<p:cNvPr id="${id}" name="`;
    },
  );
  return named.replace(/<p:sp>(?:(?!<\/p:sp>).)*<\/p:sp>/gs, (shape) => connectorOf(shape, ids) ?? shape);
}

/** `<p:sp>` of a marked line as the connector it stands for; null for any other shape. */
function connectorOf(shape: string, ids: ReadonlyMap<string, string>): string | null {
  const marked = new RegExp(
    `<p:cNvPr id="(\\d+)" name="${lineMark} (\\d+) (\\d) (\\d+) (\\d) (\\w+) ([-\\d,]*) ([^"]*)"`,
  ).exec(shape);
  if (!marked) return null;
  const [, id = '', from = '', leaves = '', to = '', enters = '', preset = '', adjust = '', name = ''] = marked;
  const place = /<a:xfrm.*?<\/a:xfrm>/s.exec(shape)?.[0] ?? '';
  const stroke = /<a:ln[ >].*?<\/a:ln>/s.exec(shape)?.[0] ?? '';
  const end = (tag: string, box: string, site: string) =>
    ids.has(box) ? `<a:${tag} id="${ids.get(box) ?? ''}" idx="${site}"/>` : '';
  const guides = adjust
    .split(',')
    .filter((value) => value !== '')
    .map((value, index) => `<a:gd name="adj${String(index + 1)}" fmla="val ${value}"/>`);
  return [
    `<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="${id}" name="${name}"/><p:cNvCxnSpPr>`,
    `${end('stCxn', from, leaves)}${end('endCxn', to, enters)}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>`,
    `<p:spPr>${place}<a:prstGeom prst="${preset}"><a:avLst>${guides.join('')}</a:avLst></a:prstGeom>${stroke}</p:spPr>`,
    '</p:cxnSp>',
  ].join('');
}
