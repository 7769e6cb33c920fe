import type { Instant } from '../../main/domain/history/records';
import type { TimelineData } from '../../main/domain/deck/deck';
import { placeLabels } from '../charts/placeLabels';
import { buildTimeTicks } from '../charts/timeTicks';
import { wrapText } from '../charts/wrapText';

export interface TimelineLayout {
  lanes: {
    y: number;
    height: number;
    name: string;
    label: string;
    role: TimelineData['lanes'][number]['role'];
    most: number;
    bars: Bar[];
  }[];
  branches: { x: number; width: number; text: string }[];
  branchY: number;
  flags: { id: string; kind: TimelineData['flags'][number]['kind']; x: number; labelX: number; lines: string[] }[];
  flagsBottom: number;
  ticks: { x: number; label: string; major: boolean }[];
  partial: { x: number; width: number }[];
  bottom: number;
}

interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
  partial: boolean;
}

export const timelineFontPx = 24;
const lineHeight = 29;
const branchHeight = 40;
const maxLanes = 6;

/** Everything of the strip in stage pixels. `left` is where the plot begins; lanes' names stand before it. */
export function layOutTimeline(
  data: TimelineData,
  size: { width: number; height: number; left: number },
  zone: string,
  measure: (text: string) => number,
): TimelineLayout {
  const { width, height, left } = size;
  const xOf = (at: Instant) => left + ((width - left) * (at - data.from)) / Math.max(1, data.to - data.from);
  const flagsBottom = data.flags.length === 0 ? 0 : linesFor(data) * lineHeight + 58;
  const bottom = height - 44;
  const branchY = bottom - branchHeight - 14;
  const lanesBottom = data.branches.length === 0 ? bottom : branchY - 16;
  const step = (width - left) / Math.max(1, data.starts.length);
  const barOf = (index: number) => ({ x: xOf(data.starts[index] as number), width: Math.max(1.5, step * 0.76) });
  return {
    lanes: layOutLanes(data, flagsBottom, lanesBottom, barOf),
    branches: data.branches.map((branch) => layOutBranch(branch, data, xOf, measure)),
    branchY,
    flags: layOutFlags(data, xOf, width, measure),
    flagsBottom,
    ticks: buildTimeTicks(data.starts, zone).map(({ index, label, major }) => ({
      x: xOf(data.starts[index] as number),
      label,
      major,
    })),
    partial: data.starts.flatMap((start, index) => (data.partial[index] ? [{ x: xOf(start), width: step }] : [])),
    bottom,
  };
}

/** The more flags, the narrower and so the taller their labels. */
function linesFor({ flags }: TimelineData): number {
  return flags.length > 7 ? 4 : 3;
}

function layOutLanes(
  data: TimelineData,
  top: number,
  bottom: number,
  barOf: (index: number) => { x: number; width: number },
): TimelineLayout['lanes'] {
  const lanes = data.lanes.slice(-maxLanes);
  const height = (bottom - top) / Math.max(1, lanes.length);
  return lanes.map(({ name, label, role, counts }, order) => {
    const most = Math.max(1, ...counts);
    const y = top + order * height;
    const bars = counts.flatMap((count, index): Bar[] => {
      if (count === 0) return [];
      const barHeight = Math.max(4, (count / most) * (height - 26));
      return [{ ...barOf(index), y: y + height - barHeight, height: barHeight, partial: data.partial[index] ?? false }];
    });
    return { y, height, name, label, role, most, bars };
  });
}

function layOutBranch(
  branch: TimelineData['branches'][number],
  data: TimelineData,
  xOf: (at: Instant) => number,
  measure: (text: string) => number,
): TimelineLayout['branches'][number] {
  const x = xOf(Math.max(branch.from, data.from));
  const width = Math.max(2, xOf(Math.min(branch.to, data.to)) - x - 3);
  return { x, width, text: wrapText(branch.branch, width - 28, 1, measure)[0] ?? '' };
}

/** One row of labels, each as near to its moment as the others allow; elbows lead down and never cross. */
function layOutFlags(
  data: TimelineData,
  xOf: (at: Instant) => number,
  width: number,
  measure: (text: string) => number,
): TimelineLayout['flags'] {
  const flags = [...data.flags].sort((a, b) => a.at - b.at);
  const room = Math.min(290, width / Math.max(1, flags.length) - 26);
  const lines = flags.map(({ label }) => wrapText(label, room, linesFor(data), measure));
  const wishes = flags.map(({ at }, index) => ({
    anchor: xOf(at),
    size: Math.max(24, ...(lines[index] ?? []).map(measure)),
  }));
  const middles = placeLabels(wishes, 0, width, 26);
  return flags.map(({ id, kind, at }, index) => ({
    id,
    kind,
    x: xOf(at),
    labelX: middles[index] ?? 0,
    lines: lines[index] ?? [],
  }));
}
