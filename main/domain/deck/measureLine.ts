import type { Slide } from './deck';
import { date, span } from './wording';

/** The small line under the headline where nothing else on the slide says the milestone's date. */
export function measureLine(slide: Slide, zone: string): string {
  const { milestone, measure } = slide;
  if (!milestone || slide.kind === 'lowlight') return measure;
  const when = milestone.until === null ? date(milestone.at, zone) : span(milestone.at, milestone.until, zone);
  return [when, measure].filter((part) => part !== '').join(' · ');
}
