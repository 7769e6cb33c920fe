import type { RetroFacts } from '../../main/domain/analysis/facts';
import type { Deck } from '../../main/domain/deck/deck';
import { buildSampleDeck } from './sampleDeck';
import { seededRandom, weeks } from './sampleFacts';

/** The same deck with what breaks layouts: long words, many flags, nothing to show. */
export function buildHardDeck(facts: RetroFacts): Deck {
  const random = seededRandom(3);
  const deck = buildSampleDeck(facts);
  const many = Array.from({ length: 12 }, (_, index) => ({
    id: `x${String(index)}`,
    at: (weeks[0]?.start ?? 0) + (0.5 + random() * 0.5) * 104 * 7 * 86_400_000,
    label: `Milestone number ${String(index + 1)} with quite a long description`,
    kind: (['highlight', 'lowlight', 'note'] as const)[index % 3] ?? 'note',
  })).sort((a, b) => a.at - b.at);
  const long =
    'We moved the deployment of the internationalisation-and-localisation-service from hand-made machines to images, and it went together with far fewer failures in the weeks after';
  return {
    ...deck,
    slides: deck.slides.map((each) => ({
      ...each,
      headline: long,
      timeline: each.timeline && { ...each.timeline, flags: many },
      chart: each.chart && { ...each.chart, flags: many.slice(0, 9) },
      table:
        each.kind === 'difference'
          ? {
              columns: each.table?.columns ?? [],
              rows: Array.from({ length: 30 }, (_, index) => [
                ['+ added', '− removed', '~ changed'][index % 3] ?? '',
                `internationalisation-and-localisation-service-${String(index + 1)}`,
                'pipeline',
                'now after deployment-of-machine-images-everywhere, not acceptance-of-the-whole-product',
              ]),
            }
          : each.table,
      actions: Array.from({ length: each.actions.length === 0 ? 0 : 7 }, (_, index) => ({
        text: `${long} (${String(index + 1)})`,
        owner: 'A person with a remarkably long name',
        due: '30 September 2014',
      })),
    })),
  };
}

export function buildEmptyDeck(facts: RetroFacts): Deck {
  const deck = buildSampleDeck(facts);
  return {
    ...deck,
    slides: deck.slides.map((each) => ({
      ...each,
      body: [],
      numbers: [],
      actions: [],
      chart: each.chart && {
        ...each.chart,
        categories: [],
        starts: [],
        partial: [],
        series: [],
        flags: [],
        target: null,
      },
      table: null,
      timeline: each.timeline && {
        ...each.timeline,
        categories: [],
        starts: [],
        partial: [],
        lanes: [],
        branches: [],
        flags: [],
      },
    })),
  };
}
