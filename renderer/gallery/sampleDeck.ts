import type { RetroFacts } from '../../main/domain/analysis/facts';
import type { ChartData, Deck, Slide, TimelineData } from '../../main/domain/deck/deck';
import { weeks } from './sampleFacts';
import { moments } from './samplePlans';

const footer = {
  source: 'GoCD, 8 pipelines, 8,412 runs',
  coverage: '3 Oct 2011 – 7 Oct 2013, all weeks covered',
  illustrative: true,
};

function slide(part: Pick<Slide, 'id' | 'kind' | 'headline'> & Partial<Slide>): Slide {
  return {
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
    alt: part.headline,
    footer,
    hidden: false,
    ...part,
  };
}

const flags = [
  {
    id: 'm1',
    at: Date.UTC(2011, 10, 7),
    label: 'Everything ships from one long-lived branch',
    kind: 'lowlight' as const,
  },
  { id: 'm2', at: moments.snapshot, label: 'A copy of production in front of production', kind: 'highlight' as const },
  { id: 'm3', at: moments.mainline, label: 'From the branch to master', kind: 'highlight' as const },
  { id: 'm4', at: moments.frequent, label: 'Deploying every week', kind: 'highlight' as const },
  { id: 'm5', at: moments.images, label: 'Deployment by machine image', kind: 'highlight' as const },
  { id: 'm6', at: Date.UTC(2013, 2, 4), label: 'Feature toggles for half-baked features', kind: 'note' as const },
];

const weekly = {
  categories: weeks.map(({ id }) => id),
  starts: weeks.map(({ start }) => start),
  partial: weeks.map(({ partial }) => partial),
};

function smooth(values: number[]): (number | null)[] {
  return values.map((_, index) => {
    if (index < 3) return null;
    const part = values.slice(Math.max(0, index - 5), index + 1);
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

function deploymentsChart(facts: RetroFacts): ChartData {
  const production = facts.environments.find(({ role }) => role === 'production');
  return {
    kind: 'bar',
    title: 'Deployments',
    unit: 'deployments a week',
    ...weekly,
    series: [{ name: 'dumpling', values: production?.deployments ?? [], tone: 'production' }],
    target: null,
    flags,
  };
}

function failureChart(facts: RetroFacts): ChartData {
  const shareOf = (id: string) => {
    const node = facts.evolution.nodes.find((each) => each.id === id);
    return smooth((node?.runs ?? []).map((runs, week) => (runs === 0 ? 0 : (100 * (node?.failed[week] ?? 0)) / runs)));
  };
  const gap = (values: (number | null)[]) => values.map((value, index) => (index > 58 && index < 63 ? null : value));
  return {
    kind: 'line',
    title: 'Failed builds',
    unit: '% of runs',
    ...weekly,
    series: [
      { name: 'saas-package', values: gap(shareOf('p-saas')), tone: 'accent' },
      { name: 'acceptance', values: gap(shareOf('p-acc')), tone: 'muted' },
      { name: 'build', values: gap(shareOf('p-build')), tone: 'muted' },
    ],
    target: { value: 10, label: 'where we want to be: 10 %' },
    flags: flags.filter(({ kind }) => kind === 'highlight').slice(0, 3),
  };
}

function timeline(facts: RetroFacts): TimelineData {
  return {
    from: weeks[0]?.start ?? 0,
    to: weeks.at(-1)?.end ?? 0,
    ...weekly,
    lanes: facts.environments.map(({ name, label, role, deployments }) => ({ name, label, role, counts: deployments })),
    branches: facts.branchBand.map(({ branch, from, to }) => ({ branch, from, to })),
    flags,
  };
}

export function buildSampleDeck(facts: RetroFacts): Deck {
  const map = {
    from: weeks[0]?.start ?? 0,
    to: weeks.at(-1)?.end ?? 0,
    stills: flags.map(({ at, label }) => ({ at: at + 7 * 86_400_000, caption: label })),
    film: {
      title: 'Two years of shipping Mingle',
      illustrative: true,
      milestones: flags.map(({ at, kind, label }) => ({ at, kind, title: label, sentence: '' })),
      passages: [],
      ends: null,
    },
  };
  const slides: Slide[] = [
    slide({
      id: 'title',
      kind: 'title',
      headline: 'Two years of shipping Mingle',
      measure: 'October 2011 – October 2013 · how our release process changed, from our own pipeline history',
      notes: 'Welcome everybody. This is ours; nobody else will see it unless we say so.',
    }),
    slide({
      id: 'glossary',
      kind: 'glossary',
      headline: 'Three environments with names only we know',
      measure: 'Environments, in the order a change reaches them',
      table: {
        columns: ['Name', 'Is', 'Deployments'],
        rows: facts.environments.map(({ name, label, deployments }) => [
          name,
          label,
          String(deployments.reduce((sum, count) => sum + count, 0)),
        ]),
      },
    }),
    slide({
      id: 'timelapse',
      kind: 'timelapse',
      headline: 'Watch it grow: from one branch to a stream of small deployments',
      measure: 'Value stream map, week by week',
      map,
    }),
    slide({
      id: 'timeline',
      kind: 'timeline',
      headline: 'Production went from a release now and then to several a week',
      measure: 'Deployments a week by environment, with our milestones',
      timeline: timeline(facts),
    }),
    slide({
      id: 'difference',
      kind: 'difference',
      headline: 'Our way to production gained 2 pipelines and 1 environment and lost 1 pipeline',
      measure: 'The value stream map compared: 9 Jan 2012 – 7 Oct 2013',
      map: { from: (weeks[14]?.start ?? 0) + 1, to: (weeks.at(-1)?.end ?? 1) - 1, stills: [] },
      table: {
        columns: ['', 'On the map', 'It is', 'What changed'],
        rows: [
          ['+ added', 'deploy-baklava', 'pipeline', 'since 14 May 2012'],
          ['+ added', 'baklava', 'snapshot of production', 'since 14 May 2012'],
          ['+ added', 'bake-image', 'pipeline', 'since 3 Dec 2012'],
          ['− removed', 'hand-made-machines', 'pipeline', 'gone by 4 Feb 2013'],
          ['~ changed', 'mingle', 'material', 'branch release-12.1 → master'],
          ['~ changed', 'deploy-dumpling', 'pipeline', 'now after deploy-baklava, not acceptance'],
        ],
      },
    }),
    slide({
      id: 'milestone:m2',
      kind: 'milestone',
      headline: 'Since we try every release on a copy of production, production fails less',
      measure: 'Failed deployments to dumpling, 26 weeks before and after 14 May 2012',
      milestone: {
        kind: 'highlight',
        at: moments.snapshot,
        until: null,
        title: 'A copy of production in front of production',
        gained: 'Confidence: a sanity check on real data',
        cost: 'About 40 minutes more from commit to production',
      },
      numbers: [
        {
          label: 'Failed deployments',
          before: '31 %',
          after: '12 %',
          effect: '−19 points',
          detail: '95 % interval −33 to −4; 8 of 26 before, 5 of 42 after',
          verdict: 'clear',
        },
      ],
      body: ['baklava holds last night’s copy of the data. A migration that breaks, breaks there.'],
      map: {
        from: map.from,
        to: map.to,
        stills: [{ at: moments.snapshot + 7 * 86_400_000, caption: 'May 2012: baklava appears' }],
      },
    }),
    slide({
      id: 'milestone:m5',
      kind: 'milestone',
      headline: 'With machine images a whole family of flaky failures went away',
      measure: 'Share of runs that failed, saas-package',
      milestone: {
        kind: 'highlight',
        at: moments.images,
        until: null,
        title: 'Deployment by machine image',
        gained: 'Repeatable machines',
        cost: '',
      },
      numbers: [
        {
          label: 'Failed runs',
          before: '29 %',
          after: '17 %',
          effect: '−12 points',
          detail: '95 % interval −17 to −7; 412 and 508 runs',
          verdict: 'clear',
        },
      ],
      chart: failureChart(facts),
    }),
    slide({
      id: 'chart:deployments',
      kind: 'chart',
      headline: 'We deploy to dumpling four times as often as in 2012',
      measure: 'Deployments to dumpling (production) a week, by week',
      chart: deploymentsChart(facts),
      numbers: [
        {
          label: 'Median a week',
          before: '0.5',
          after: '2.2',
          effect: '4.3 times',
          detail: 'first and last 26 whole weeks; interval 3.1 to 6.0',
          verdict: 'clear',
        },
      ],
    }),
    slide({
      id: 'lowlight:failed',
      kind: 'lowlight',
      headline: 'One build in four still fails, and that is not where we want to be',
      measure: 'Share of runs that failed, six-week mean, by pipeline',
      chart: failureChart(facts),
      numbers: [
        {
          label: 'saas-package',
          before: '34 %',
          after: '24 %',
          effect: '−10 points',
          detail: 'interval −15 to −4',
          verdict: 'clear',
        },
      ],
      body: ['It got better. It did not get good.'],
    }),
    slide({
      id: 'target:red',
      kind: 'target',
      headline: 'By March we want one build in ten to fail, not one in four',
      measure: 'Share of runs that failed, saas-package',
      numbers: [
        {
          label: 'Failed runs',
          before: '24 %',
          after: '10 %',
          effect: null,
          detail: 'target by 31 March 2014',
          verdict: null,
        },
      ],
      chart: { ...failureChart(facts), flags: [] },
    }),
    slide({
      id: 'actions',
      kind: 'actions',
      headline: 'What we do next',
      measure: 'Agreed in the room',
      actions: [
        { text: 'Quarantine the five flakiest browser tests, one owner each', owner: 'Marco', due: '1 Nov 2013' },
        { text: 'Show the failed share on the wall, per pipeline', owner: 'Ren', due: '15 Nov 2013' },
        { text: 'Delete toggles older than three months', owner: 'everybody', due: '' },
      ],
    }),
  ];
  return { title: 'Two years of shipping Mingle', zone: facts.zone, slides };
}
