import type { RetroFacts } from '../analysis/facts';
import type { Retro } from '../retro/retro';
import type { DeckInput } from './deckInput';
import type { Footer, Slide, SlideKind } from './deck';
import { span } from './wording';

/** A slide with nothing on it but its foot: builders fill in what they have. */
export function blankSlide(input: DeckInput, kind: SlideKind, id: string): Slide {
  return {
    id,
    kind,
    headline: '',
    measure: '',
    body: [],
    numbers: [],
    chart: null,
    table: null,
    milestone: null,
    timeline: null,
    map: null,
    actions: [],
    notes: '',
    alt: '',
    footer: footer(input.retro, input.facts),
    hidden: false,
  };
}

function footer(retro: Retro, facts: RetroFacts): Footer {
  const { from, to, gaps } = facts.coverage;
  const missing =
    gaps.length === 0 ? '' : ` with ${String(gaps.length)} ${gaps.length === 1 ? 'gap' : 'gaps'} (hatched)`;
  const names = [...new Set(facts.sources.map((one) => one.source))];
  return {
    source: names.length > 0 ? `Source: ${names.join(', ')}` : 'No history imported yet',
    coverage: from === null || to === null ? '' : `${span(from, to, facts.zone)}${missing} · weeks in ${facts.zone}`,
    illustrative: retro.illustrative,
  };
}
