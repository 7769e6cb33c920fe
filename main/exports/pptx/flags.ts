import type PptxGenJS from 'pptxgenjs';
import type { TimelineData } from '../../domain/deck/deck';
import { date } from '../../domain/deck/wording';
import { cleanText } from './cleanText';
import { colour, fonts } from './look';
import type { Box } from './parts';

type PptxSlide = PptxGenJS.Slide;

/** The branch production came from, as a band of native shapes along the chart's time axis. */
export function drawBranches(target: PptxSlide, timeline: TimelineData, box: Box): void {
  const length = Math.max(1, timeline.to - timeline.from);
  const names = [...new Set(timeline.branches.map((part) => part.branch))];
  for (const part of timeline.branches) {
    const x = box.x + (box.w * (part.from - timeline.from)) / length;
    const w = Math.max(0.02, (box.w * (part.to - part.from)) / length);
    target.addText(w > 0.8 ? cleanText(part.branch) : '', {
      shape: 'rect',
      x,
      y: box.y,
      w,
      h: box.h,
      fill: { color: names.indexOf(part.branch) % 2 === 0 ? colour('sunken') : colour('accentSoft') },
      line: { color: colour('line'), width: 0.75 },
      fontFace: fonts.body,
      fontSize: 11,
      color: colour('inkSoft'),
      align: 'center',
      valign: 'middle',
      margin: 0,
      objectName: `Branch ${cleanText(part.branch)}`,
    });
  }
}

/** Milestones as a numbered list under the chart: labels that can be edited and never overlap. */
export function drawFlagList(target: PptxSlide, timeline: TimelineData, zone: string, box: Box): void {
  if (timeline.flags.length === 0) return;
  const columns = timeline.flags.length > 4 ? 3 : 2;
  const rows = Math.ceil(timeline.flags.length / columns);
  const w = box.w / columns;
  timeline.flags.forEach((flag, i) => {
    const mark = flag.kind === 'lowlight' ? '▼' : flag.kind === 'highlight' ? '▲' : '●';
    target.addText(
      [
        { text: `${mark} `, options: { color: colour(flag.kind), bold: true } },
        { text: `${date(flag.at, zone)}  `, options: { color: colour('inkMuted') } },
        { text: cleanText(flag.label), options: { color: colour('ink') } },
      ],
      {
        x: box.x + (i % columns) * w,
        y: box.y + Math.floor(i / columns) * (box.h / rows),
        w: w - 0.15,
        h: box.h / rows,
        fontFace: fonts.body,
        fontSize: 12,
        valign: 'top',
        margin: 0,
        fit: 'shrink',
        objectName: 'Milestone',
      },
    );
  });
}
