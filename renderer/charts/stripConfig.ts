import type { ChartConfiguration } from 'chart.js';
import type { Instant } from '../../main/domain/history/records';

/** A strip under a time axis: the plot is the whole picture, so that its pixels are those of the axis. */
export interface StripData {
  kind: 'line' | 'bar';
  /** Middle of each bucket, and its value; null is a gap. */
  points: { x: Instant; y: number | null }[];
  view: { from: Instant; to: Instant };
  /** Length of a bucket. */
  bucketMs: number;
  color: string;
  width: number;
}

/** No axes, no padding, no animation: the axis belongs to the timeline. */
export function buildStripConfig(
  strip: StripData,
): ChartConfiguration<'line' | 'bar', { x: number; y: number | null }[]> {
  const { kind, view, width } = strip;
  const slotPx = (strip.bucketMs / (view.to - view.from)) * width;
  // One bucket beyond each end, so that a line runs on to the edge instead of ending inside.
  const data = strip.points.filter(({ x }) => x > view.from - 2 * strip.bucketMs && x < view.to + 2 * strip.bucketMs);
  const look =
    kind === 'bar'
      ? { backgroundColor: strip.color, barThickness: Math.max(0.6, slotPx - Math.min(2, slotPx * 0.22)) }
      : {
          borderColor: strip.color,
          borderWidth: 1.6,
          pointRadius: lonePoints(data),
          pointBackgroundColor: strip.color,
          spanGaps: false,
        };
  return {
    type: kind,
    data: { datasets: [{ data, ...look }] },
    options: {
      animation: false,
      responsive: false,
      events: [],
      parsing: false,
      layout: { padding: 0, autoPadding: false },
      scales: {
        x: { type: 'linear', display: false, min: view.from, max: view.to, offset: false },
        y: { display: false, beginAtZero: true, grace: '8%' },
      },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
    },
  };
}

/** A value between two gaps has no line to be seen by, so it gets a dot. */
function lonePoints(points: StripData['points']): number[] {
  return points.map(({ y }, index) => {
    const lone = (points[index - 1]?.y ?? null) === null && (points[index + 1]?.y ?? null) === null;
    return y !== null && lone ? 1.8 : 0;
  });
}
