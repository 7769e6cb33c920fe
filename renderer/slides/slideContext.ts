import type { RetroFacts } from '../../main/domain/analysis/facts';
import type { Slide } from '../../main/domain/deck/deck';
import type { Theme } from '../theme/theme';
import type { Playback } from '../map/playback.svelte';
import type { Readiness } from './readiness';

/** Where a slide is shown. `show` may move; `still` is for print, export, thumbnails. */
export type SlideMode = 'show' | 'still';

/** What every slide kind gets. All sizes on a slide are pixels of its 1920 × 1080 stage. */
export interface SlideProps {
  slide: Slide;
  facts: RetroFacts | null;
  zone: string;
  theme: Theme;
  mode: SlideMode;
  /** Device pixels a stage pixel: canvases are painted this sharp. */
  pixelRatio: number;
  readiness: Readiness;
  /** The film of the time-lapse slide, where it is being presented. */
  playback: Playback | null;
}

export const stageWidth = 1920;
export const stageHeight = 1080;

/** "14 May 2012" in the retro's zone. */
export function printDay(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }).format(
    at,
  );
}
