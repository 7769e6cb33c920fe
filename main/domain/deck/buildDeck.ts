import { chartSlides } from './chartSlides';
import { actionsSlide, lowlightSlide, targetSlide } from './closingSlides';
import { confidenceSlide } from './confidenceSlide';
import type { Deck, Slide } from './deck';
import type { DeckInput } from './deckInput';
import { differenceSlides, milestoneMapSlide } from './differenceSlide';
import { gatesSlide } from './gatesSlide';
import { milestoneSlide } from './milestoneSlide';
import { movedSlide } from './movedSlide';
import { glossarySlide, timelapseSlide, titleSlide } from './openingSlides';
import { timelineSlide } from './timelineSlide';
import { toggleSlide } from './toggleSlide';

/**
 * Drafts the deck of a retro: the story first (places, time-lapse, timeline), then each milestone with its numbers, the
 * charts, the lowlights, where we want to be, and what we do next. People's own words replace drafted ones.
 */
export function buildDeck(input: DeckInput): Deck {
  const { retro, facts } = input;
  const accepted = retro.milestones.filter((one) => one.status === 'accepted').sort((a, b) => a.at - b.at);
  const told = accepted.filter((one) => one.kind !== 'lowlight');
  const lowlights = accepted.filter((one) => one.kind === 'lowlight');
  const slides: (Slide | null)[] = [
    titleSlide(input),
    movedSlide(input),
    glossarySlide(input),
    timelapseSlide(input),
    timelineSlide(input),
    ...differenceSlides(input),
    ...told.flatMap((one) => [milestoneSlide(input, one), milestoneMapSlide(input, one)]),
    ...chartSlides(input),
    gatesSlide(input),
    toggleSlide(input),
    confidenceSlide(input),
    ...lowlights.map((one) => lowlightSlide(input, one)),
    targetSlide(input),
    actionsSlide(input),
  ];
  return {
    title: retro.title,
    zone: facts.zone,
    slides: slides.filter((slide) => slide !== null).map((slide) => withEdit(slide, input)),
  };
}

function withEdit(slide: Slide, { retro }: DeckInput): Slide {
  const edit = retro.slides[slide.id];
  if (!edit) return slide;
  return {
    ...slide,
    headline: edit.headline ?? slide.headline,
    body: edit.body === undefined ? slide.body : edit.body.split(/\n{2,}/).filter((part) => part !== ''),
    notes: edit.notes ?? slide.notes,
    hidden: edit.hidden ?? slide.hidden,
  };
}
