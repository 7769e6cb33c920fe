import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Definition, Run, SourceCoverage } from '../../history/records';
import type { Stream } from '../../retro/environmentMap';
import { buildFacts } from '../buildFacts';
import { asStreams } from '../joining/asStreams';
import { joinHistory } from '../joining/joinHistory';
import { buildValueStream } from './buildValueStream';
import { evolutionDifference } from './evolutionDifference';
import { mapDifference } from './mapDifference';
import { mapReport } from './mapReportAt';
import { isWithin } from './stretches';
import { day, dayMs, environments, history, revision, run, stage } from './testing/smallHistory';

const map = environments(['production', 'production', 'ship-*']);

/** What a source tells of one pipeline: a run every `step` days of the days `from` (in) to `to` (out). */
function runs(source: string, pipeline: string, from: number, to: number, step = 1): Run[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, n) =>
    run(`${pipeline}/${String(from + n * step)}`, day(from + n * step), { source, revisions: [revision('git:app')] }),
  );
}

function covers(source: string, from: number, to: number, gaps: [number, number][] = []): SourceCoverage {
  const holes = gaps.map(([a, b]) => ({ from: day(a), to: day(b), reason: 'purged' }));
  return { source, from: day(from), to: day(to), gaps: holes };
}

/** "+" came, "−" went, "?+" known from then on, "?−" not known any more, "~" changed. */
function told(all: Run[], coverage: SourceCoverage[], from: number, to: number, streams: Stream[] = []): string[] {
  const known = asStreams(history(all, { coverage }), streams);
  const { added, removed, knownFrom = [], knownUntil = [], changed } = mapDifference(known, map, day(from), day(to));
  const lines = [
    ...added.map((id) => `+ ${id}`),
    ...removed.map((id) => `− ${id}`),
    ...knownFrom.map((id) => `?+ ${id}`),
    ...knownUntil.map((id) => `?− ${id}`),
    ...changed.map(({ id, what }) => `~ ${id} ${what.join()}`),
  ];
  return lines.map((line) => line.replace(/(pipeline|environment|material):/, '')).sort();
}

describe('one server after the other', () => {
  const coverage = [covers('old', 0, 90), covers('new', 90, 300)];
  const always = [...runs('old', 'a', 0, 90), ...runs('new', 'b', 90, 300)];

  test('what each begins or ends with is not told as added or gone', () => {
    expect(told(always, coverage, 60, 200)).toEqual(['?+ b', '?− a']);
  });

  test('what came or went while its own source was there is', () => {
    const all = [
      ...always,
      ...runs('old', 'early', 0, 30),
      ...runs('old', 'late', 50, 90),
      ...runs('new', 'x', 150, 300),
    ];
    expect(told(all, coverage, 20, 80)).toEqual(['+ late', '− early']);
    expect(told(all, coverage, 80, 200)).toEqual(['+ x', '?+ b', '?− a', '?− late']);
  });

  test('what deploys is not known to be another way, as both may have been there all the time', () => {
    const all = [...always, ...runs('old', 'ship-a', 0, 90), ...runs('new', 'ship-b', 91, 300)];
    expect(told(all, coverage, 60, 200)).toEqual(['?+ b', '?+ ship-b', '?− a', '?− ship-a']);
  });

  test('an environment and a repository that one of them alone tells of are as little known', () => {
    const other = runs('new', 'ship-b', 91, 300).map((one) => ({ ...one, revisions: [revision('git:ops')] }));
    expect(told([...always, ...other], coverage, 60, 200)).toEqual([
      ...['?+ b', '?+ git:ops', '?+ production', '?+ ship-b', '?− a'],
    ]);
  });

  test('what is rare is known from its first run on, if it may have run before at that pace', () => {
    const rare = (first: number) => [...always, ...runs('new', 'rare', first, 300, 30)];
    expect(told(rare(115), coverage, 60, 200)).toContain('?+ rare');
    expect(told(rare(125), coverage, 60, 200)).toContain('+ rare');
  });

  test('a map of a later day does not show what is not known any more', () => {
    const all = history(always, { coverage });
    const at = (number: number) => mapReport(all, map, day(number)).nodes.map(({ name }) => name);
    expect(at(89)).toEqual(['git:app', 'a']);
    expect(at(90)).toEqual(['git:app', 'b']);
    expect(at(200)).toEqual(['git:app', 'b']);
  });
});

test('where coverages overlap, silence of a source that is there counts', () => {
  const coverage = [covers('old', 0, 150), covers('new', 90, 300)];
  const all = [...runs('old', 'a', 0, 150), ...runs('old', 'gone', 0, 95), ...runs('new', 'b', 90, 300)];
  expect(told(all, coverage, 60, 200)).toEqual(['?+ b', '?− a', '− gone']);
});

test('a source that was looked at some days before another hides nothing', () => {
  const coverage = [covers('old', 0, 290), covers('new', 0, 300)];
  const all = [...runs('old', 'a', 0, 290), ...runs('new', 'b', 0, 300)];
  expect(told(all, coverage, 60, 299)).toEqual([]);
});

test('of one source, too, its beginning brings nothing; before it there was nothing known at all', () => {
  const all = [
    ...[...runs('go', 'a', 0, 300), ...runs('go', 'b', 3, 300), ...runs('go', 'c', 100, 300)],
    ...[...runs('go', 'weekly', 5, 300, 7), ...runs('go', 'once', 20, 21)],
  ];
  expect(told(all, [covers('go', 0, 300)], 1, 200)).toEqual(['+ b', '+ c', '?+ weekly']);
  expect(told(all, [covers('go', 0, 300)], 1, 21)).toContain('+ once');
  expect(told(all, [covers('go', 0, 300)], -10, 200)).toEqual(['+ a', '+ b', '+ c', '+ git:app', '+ weekly']);
});

test('a gap at the end of a source is no end of what it told of', () => {
  const all = [...runs('go', 'a', 0, 100), ...runs('x', 'b', 0, 300)];
  const coverage = [covers('go', 0, 300, [[100, 300]]), covers('x', 0, 300)];
  expect(told(all, coverage, 60, 200)).toEqual(['?− a']);
});

test('a checkout that tells when it was defined and when no more knows its beginning and its end', () => {
  const definition = (pipeline: string, at: number, present = true): Definition => ({
    ...{ record: 'definition', source: 'git', pipeline, validFrom: day(at), present, environments: [] },
    stages: [],
    materials: [{ kind: 'material', name: 'git:app', branch: null }],
    origin: `${pipeline}@${String(at)}`,
  });
  const coverage = [covers('git', -50, 300), covers('old', 0, 90), covers('new', 90, 300)];
  const all = [...runs('old', 'a', 0, 90), ...runs('old', 'x', 0, 90), ...runs('new', 'b', 90, 300)];
  const definitions = [definition('a', -20), definition('a', 100, false), definition('b', 10)];
  const between = (from: number, to: number) =>
    mapDifference(history(all, { coverage, definitions }), map, day(from), day(to));
  expect(between(5, 80)).toMatchObject({ added: ['pipeline:b'], removed: [] });
  expect(between(20, 200)).toEqual({
    ...{ from: day(20), to: day(200), added: [], removed: ['pipeline:a'], changed: [] },
    knownUntil: ['pipeline:x'],
  });
  expect(between(-30, 5)).toMatchObject({ added: ['material:git:app', 'pipeline:a'], knownFrom: ['pipeline:x'] });
});

describe('a pipeline that goes on on another server', () => {
  const stream: Stream = {
    name: 'b',
    of: [
      { source: 'old', pipeline: 'a' },
      { source: 'new', pipeline: 'b' },
    ],
  };
  const all = [...runs('old', 'a', 0, 90), ...runs('new', 'b', 90, 300)];

  test.each<[what: string, coverage: SourceCoverage[], all: Run[]]>([
    ['one after the other', [covers('old', 0, 90), covers('new', 90, 300)], all],
    [
      'with a long time between that neither covers',
      [covers('old', 0, 50), covers('new', 130, 300)],
      all.filter(({ queuedAt }) => (queuedAt ?? 0) < day(50) || (queuedAt ?? 0) >= day(130)),
    ],
    ['overlapping', [covers('old', 0, 120), covers('new', 60, 300)], all],
    [
      'told by both for a while',
      [covers('old', 0, 120), covers('new', 60, 300)],
      [...runs('old', 'a', 0, 120), ...runs('new', 'b', 60, 300)],
    ],
  ])('%s: it has neither an end nor a beginning', (_, coverage, some) => {
    expect(told(some, coverage, 40, 200, [stream])).toEqual([]);
    const known = asStreams(history(some, { coverage }), [stream]);
    for (let number = 0; number < 300; number += 1) {
      expect(mapReport(known, map, day(number)).nodes.map(({ name }) => name)).toEqual(['git:app', 'b']);
    }
  });

  test('it ends where it is silent while one of them is there', () => {
    const some = all.filter(({ queuedAt }) => (queuedAt ?? 0) < day(150));
    expect(told(some, [covers('old', 0, 90), covers('new', 90, 300)], 60, 200, [stream])).toContain('− b');
  });
});

test('a pipeline that two sources tell of is there as long as either covers it, wherever they overlap', () => {
  const days = { from: fc.integer({ min: 0, max: 150 }), both: fc.integer({ min: 3, max: 100 }) };
  fc.assert(
    fc.property(days.from, days.both, fc.boolean(), (from, both, isFuller) => {
      const numbered = (all: Run[], stages: Run['stages']) =>
        all.map((one) => ({ ...one, number: Number(one.id.split('/')[1]), stages }));
      const some = [
        ...numbered(runs('old', 'a', 0, from + both), isFuller ? [stage('test')] : []),
        ...numbered(runs('new', 'a', from, 300), isFuller ? [] : [stage('test')]),
      ];
      const coverage = [covers('old', 0, from + both), covers('new', from, 300)];
      const { history: known } = joinHistory(history(some, { coverage }));
      expect(known.runs).toHaveLength(300);
      const { nodes } = buildValueStream(known, map);
      expect(nodes.map(({ name, present, possible }) => [name, present, possible])).toEqual(
        ['git:app', 'a'].map((name) => [name, [{ from: day(0), to: Infinity }], [{ from: day(0), to: Infinity }]]),
      );
    }),
    { numRuns: 30 },
  );
});

/** Two sources, each with its own coverage, and pipelines that run within it. */
const histories = fc
  .record({
    spans: fc.array(fc.record({ from: fc.integer({ min: 0, max: 150 }), days: fc.integer({ min: 20, max: 200 }) }), {
      minLength: 2,
      maxLength: 3,
    }),
    pipelines: fc.array(
      fc.record({
        source: fc.nat(2),
        begin: fc.double({ min: 0, max: 1, noNaN: true }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        step: fc.constantFrom(1, 2, 7, 30),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ spans, pipelines }) => {
    const coverage = spans.map(({ from, days }, index) => covers(`s${String(index)}`, from, from + days));
    const all = pipelines.flatMap(({ source, begin, share, step }, index) => {
      const span = spans[source % spans.length] ?? { from: 0, days: 1 };
      const first = Math.floor(span.from + begin * (span.days - 1));
      const last = Math.ceil(first + 1 + share * (span.from + span.days - first - 1));
      return runs(`s${String(source % spans.length)}`, `p${String(index)}`, first, last, step);
    });
    return { coverage, all };
  });

test('nothing is told as added at the beginning of its source, nor as gone at the end of it', () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: -5, max: 350 }), fc.integer({ min: 1, max: 300 }), (one, from, days) => {
      const known = history(one.all, { coverage: one.coverage });
      const first = Math.min(...one.coverage.map((each) => each.from ?? 0));
      const begin = Math.max(day(from), first);
      const difference = mapDifference(known, map, begin, begin + days * dayMs);
      const momentsOf = (id: string) =>
        one.all.filter(({ pipeline }) => id === `pipeline:${pipeline}`).map(({ queuedAt }) => queuedAt ?? 0);
      const coverageOf = (id: string) =>
        one.coverage.find(({ source }) =>
          one.all.some((each) => id === `pipeline:${each.pipeline}` && each.source === source),
        );
      for (const id of difference.added.filter((each) => each.startsWith('pipeline:')))
        expect(Math.min(...momentsOf(id)), id).toBeGreaterThan(coverageOf(id)?.from ?? Infinity);
      for (const id of difference.removed.filter((each) => each.startsWith('pipeline:')))
        expect((coverageOf(id)?.to ?? 0) - Math.max(...momentsOf(id)), id).toBeGreaterThan(28 * dayMs);
    }),
  );
});

test('what is drawn is what is told, and what is there is never also unknown', () => {
  fc.assert(
    fc.property(histories, fc.nat(40), fc.integer({ min: 1, max: 40 }), (one, week, later) => {
      const known = history(one.all, { coverage: one.coverage });
      const { evolution, weeks } = buildFacts(known, map);
      const at = (index: number) => (weeks[Math.min(index, weeks.length - 1)]?.end ?? 1) - 1;
      const [from, to] = [at(week), at(week + later)];
      const difference = mapDifference(known, map, from, to);
      const drawn = evolutionDifference(evolution, weeks, from, to);
      for (const fate of ['added', 'removed', 'knownFrom', 'knownUntil'] as const) {
        const ids = drawn.nodes.filter((each) => each.fate === fate).map(({ node }) => node.id);
        expect(ids.sort(), fate).toEqual([...(difference[fate] ?? [])].sort());
      }
      for (const { present, unknown = [] } of [...evolution.nodes, ...evolution.edges])
        for (const each of unknown) expect(isWithin(present, each.from) || isWithin(present, each.to - 1)).toBe(false);
      expect(JSON.parse(JSON.stringify(evolution))).toEqual(evolution);
    }),
    { numRuns: 40 },
  );
});
