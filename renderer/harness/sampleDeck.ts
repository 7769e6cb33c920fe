import type { Deck, Slide } from '../../main/domain/deck/deck';
import type { RetroState } from '../../main/ipc/messages/retro';

/** A short deck in the shape the deck builder gives it, for looking at the deck screen. */
export function sampleDeck({ retro, facts }: RetroState): Deck {
  const from = facts.coverage.from ?? 0;
  const to = facts.coverage.to ?? 0;
  const slides: Slide[] = [
    slide('title', 'title', retro.title, { body: ['A look back at how we release.'] }),
    slide('timelapse', 'timelapse', 'How our value stream grew', {
      map: {
        from,
        to,
        stills: [
          { at: from, caption: 'At first' },
          { at: to, caption: 'Today' },
        ],
      },
    }),
    slide('chart:deployments', 'chart', 'We deploy to dumpling four times as often as at the start', {
      measure: 'Deployments per week, dumpling (production)',
      chart: {
        kind: 'bar',
        title: 'Deployments per week',
        unit: 'per week',
        categories: facts.weeks.map((week) => week.id),
        starts: facts.weeks.map((week) => week.start),
        partial: facts.weeks.map((week) => week.partial),
        series: [{ name: 'dumpling', values: facts.environments[2]?.deployments ?? [], tone: 'accent' }],
        target: null,
        flags: [],
      },
    }),
    ...retro.milestones.map((one) =>
      slide(`milestone:${one.id}`, one.kind === 'lowlight' ? 'lowlight' : 'milestone', one.title, {
        body: [one.text],
        milestone: {
          kind: one.kind,
          at: one.at,
          until: one.until,
          title: one.title,
          gained: one.gained,
          cost: one.cost,
        },
        numbers: [
          {
            label: 'Deployments per week',
            before: '0.6',
            after: '2.4',
            effect: '4 times',
            detail: '13 weeks before and after',
            verdict: 'clear',
          },
        ],
      }),
    ),
    slide('actions', 'actions', 'What we do next', {
      actions: retro.actions.map(({ text, owner }) => ({ text, owner, due: '' })),
    }),
  ];
  return { title: retro.title, zone: facts.zone, slides: slides.map((one) => withEdit(one, retro.slides[one.id])) };
}

function slide(id: string, kind: Slide['kind'], headline: string, parts: Partial<Slide>): Slide {
  return {
    id,
    kind,
    headline,
    measure: '',
    body: [],
    numbers: [],
    chart: null,
    table: null,
    milestone: null,
    timeline: null,
    map: null,
    actions: [],
    notes: 'What to say here.',
    alt: headline,
    footer: { source: 'go.example.org', coverage: 'May 2012 – Aug 2014', illustrative: true },
    hidden: false,
    ...parts,
  };
}

function withEdit(one: Slide, edit: RetroState['retro']['slides'][string] | undefined): Slide {
  if (!edit) return one;
  const body = edit.body === undefined ? one.body : edit.body.split(/\n{2,}/);
  return {
    ...one,
    headline: edit.headline ?? one.headline,
    body,
    notes: edit.notes ?? one.notes,
    hidden: edit.hidden ?? false,
  };
}
