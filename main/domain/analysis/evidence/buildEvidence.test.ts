import { describe, expect, test } from 'vitest';
import { FailureError } from '../../../failure';
import type { History, Run } from '../../history/records';
import type { Milestone } from '../../retro/milestone';
import { dayMs, environments, history, hourMs, revision, run, stage } from '../map/testing/smallHistory';
import { buildEvidence } from './buildEvidence';
import { evidenceToJson } from './evidenceToJson';
import type { PlacedMilestone } from './sharedWarnings';

/** A Monday. */
const monday = Date.UTC(2014, 2, 3);
const weekMs = 7 * dayMs;
const week = (number: number) => monday + number * weekMs;
const map = environments(['dumpling', 'production', 'deploy']);

function milestone(id: string, at: number, more: Partial<Milestone> = {}): Milestone {
  const texts = { title: '', text: '', gained: '', cost: '', author: '' };
  return { id, at, until: null, kind: 'highlight', ...texts, tags: [], anchors: [], status: 'accepted', ...more };
}

/** Forty weeks; the milestone is in week 20. Before: a deployment every other week; after: two a week. */
function told(
  outcome: (weekNumber: number, i: number) => Run['outcome'] = () => 'passed',
  more: Partial<History> = {},
): History {
  const runs: Run[] = [];
  for (let w = 0; w < 40; w += 1) {
    for (let i = 0; i < 3; i += 1) {
      const at = week(w) + i * dayMs;
      const id = `build/${w * 3 + i}`;
      const revisions = [revision('git:mingle', 'master', id, at)];
      runs.push(
        run(id, at, { revisions, outcome: outcome(w, i), stages: [stage('test', { outcome: outcome(w, i) })] }),
      );
    }
    for (let i = 0; i < (w > 20 ? 2 : w % 2); i += 1) {
      const at = week(w) + (i + 1) * dayMs + hourMs;
      runs.push(run(`deploy/${w * 3 + i}`, at, { upstream: [`build/${w * 3 + i}`] }));
    }
  }
  return history(runs, { coverage: [{ source: 'go', from: week(0), to: week(40), gaps: [] }], ...more });
}

const ours = milestone('m', week(20) + 2 * dayMs);
const row = (report: ReturnType<typeof buildEvidence>, measure: string, of?: string) =>
  report.rows.find((one) => one.measure === measure && one.of === of);

describe('windows', () => {
  const windows = (others: Milestone[], own = ours, past = told()) => {
    const report = buildEvidence(past, map, [own, ...others], 'm');
    const number = (at: number | null) => (at === null ? null : (at - monday) / weekMs);
    return [report.windows.before, report.windows.after].map((one) => [number(one.from), number(one.to), one.weeks]);
  };

  test.each<[string, Milestone[], (number | null)[][]]>([
    [
      '13 weeks each side, its own week in neither',
      [],
      [
        [7, 20, 13],
        [21, 34, 13],
      ],
    ],
    [
      'cut at accepted neighbours',
      [milestone('a', week(15) + 1), milestone('b', week(30) + 1)],
      [
        [16, 20, 4],
        [21, 30, 9],
      ],
    ],
    [
      'not at others',
      [milestone('a', week(15), { status: 'dismissed' })],
      [
        [7, 20, 13],
        [21, 34, 13],
      ],
    ],
    [
      'a neighbour in the same week cuts nothing',
      [milestone('a', week(20) + 1)],
      [
        [7, 20, 13],
        [21, 34, 13],
      ],
    ],
    [
      'a neighbour in the week before leaves nothing',
      [milestone('a', week(19))],
      [
        [null, null, 0],
        [21, 34, 13],
      ],
    ],
    [
      'far neighbours cut nothing',
      [milestone('a', week(-9)), milestone('b', week(99))],
      [
        [7, 20, 13],
        [21, 34, 13],
      ],
    ],
  ])('%s', (_, others, expected) => expect(windows(others)).toEqual(expected));

  test('cut at coverage and at its gaps', () => {
    const gaps = [{ from: week(25) + 1, to: week(25) + 2, reason: 'purged' }];
    const past = told(undefined, { coverage: [{ source: 'go', from: week(14) + 1, to: week(40), gaps }] });
    expect(windows([], ours, past)).toEqual([
      [15, 20, 5],
      [21, 25, 4],
    ]);
  });

  test('a stretch belongs to no side', () => {
    expect(windows([], milestone('m', week(18), { until: week(20) }))).toEqual([
      [5, 18, 13],
      [21, 34, 13],
    ]);
  });

  test('weeks are those of the zone of the retro', () => {
    const berlin = buildEvidence(told(), { ...map, zone: 'Europe/Berlin' }, [ours], 'm');
    expect(evidenceToJson(berlin).windows.before).toEqual({
      from: '2014-04-20T22:00:00Z',
      to: '2014-07-20T22:00:00Z',
      weeks: 13,
    });
  });
});

describe('rows', () => {
  test('deployments: a rate, its ratio and a sentence', () => {
    const found = row(buildEvidence(told(), map, [ours], 'm'), 'deployments');
    expect(found).toMatchObject({
      before: { value: 7 / 13, count: 7, weeks: 13 },
      after: { value: 2, count: 26, weeks: 13 },
      effect: { kind: 'rate_ratio', value: expect.closeTo(26 / 7, 9) as number },
      verdict: 'clear',
      warnings: [],
    });
    expect(found?.sentence).toMatch(
      /^Production deployments rose from 0\.5 to 2\.0 per week \(3\.7 times; 95 % interval 1\.\d–8\.\d; 13 weeks before and after: 7 before, 26 after\)\.$/,
    );
  });

  test('too little: raw counts and no interval', () => {
    const near = [ours, milestone('a', week(17))];
    expect(row(buildEvidence(told(), map, near, 'm'), 'deployments')).toEqual({
      measure: 'deployments',
      before: { value: 0.5, count: 1, weeks: 2 },
      after: { value: 2, count: 26, weeks: 13 },
      effect: null,
      verdict: 'not enough data',
      sentence: 'Not enough data on production deployments: 1 before, 26 after (2 weeks before, 13 weeks after).',
      warnings: [],
    });
  });

  test('first-pass yield of each stage: a difference of passes', () => {
    const improving = told((w, i) => (w < 20 ? (i === 0 ? 'failed' : 'passed') : 'passed'));
    const found = row(buildEvidence(improving, map, [ours], 'm'), 'firstPassYield', 'build/test');
    expect(found).toMatchObject({
      before: { value: 2 / 3, count: 26, total: 39 },
      after: { value: 1, count: 39, total: 39 },
      effect: { kind: 'difference', value: expect.closeTo(1 / 3, 9) as number },
      verdict: 'clear',
    });
    expect(found?.sentence).toMatch(
      /^First-pass yield of build\/test rose from 26 of 39 \(66\.7 %\) to 39 of 39 \(100\.0 %\) \(\+33\.3 points; /,
    );
  });

  test('no clear change never says rose or fell', () => {
    const steady = told((_, i) => (i === 0 ? 'failed' : 'passed'));
    const found = row(buildEvidence(steady, map, [ours], 'm'), 'firstPassYield', 'build/test');
    expect(found?.verdict).toBe('not clear');
    expect(found?.sentence).toMatch(
      /^No clear change in first-pass yield of build\/test: 26 of 39 \(66\.7 %\) before, /,
    );
  });

  test('lead time has one value a deployment, and the fail rate says that it is inferred', () => {
    const report = buildEvidence(told(), map, [ours], 'm');
    const deployed = row(report, 'deployments')?.after;
    expect(row(report, 'leadTimeHours')?.after).toMatchObject({
      n: deployed && 'count' in deployed ? deployed.count : -1,
    });
    expect(row(report, 'changeFailRate')?.sentence).toContain('inferred (rollbacks and hotfixes only)');
  });

  test('without production there are stage rows only', () => {
    const report = buildEvidence(told(), { ...map, environments: [] }, [ours], 'm');
    expect(new Set(report.rows.map(({ measure }) => measure))).toEqual(new Set(['firstPassYield', 'flaky']));
  });

  test('an unknown milestone is refused with a sentence', () => {
    expect(() => buildEvidence(told(), map, [ours], 'other')).toThrow(FailureError);
  });
});

describe('warnings', () => {
  const warningsOf = (past: History, own: PlacedMilestone, measure: string, of?: string) =>
    row(buildEvidence(past, map, [own], 'm'), measure, of)?.warnings;

  test('(a) already changing', () => {
    const sliding = told((w, i) => (w < 13 || (w < 20 && i === 0) ? 'failed' : 'passed'));
    expect(warningsOf(sliding, ours, 'firstPassYield', 'build/test')).toEqual([
      'It was already changing in the same direction before.',
    ]);
  });

  test('(b) the date was picked from this very series, and from no other', () => {
    const found = { ...ours, detected: { series: 'deployments' } };
    expect(warningsOf(told(), found, 'deployments')).toEqual(['The date was chosen from this data.']);
    expect(warningsOf(told(), found, 'leadTimeHours')).not.toContain('The date was chosen from this data.');
  });

  test('(c) the end of a year on one side only', () => {
    const late = history(
      told().runs.map((one) => ({
        ...one,
        queuedAt: later(one.queuedAt),
        startedAt: later(one.startedAt),
        finishedAt: later(one.finishedAt),
      })),
      { coverage: [{ source: 'go', from: later(week(0)), to: later(week(40)), gaps: [] }] },
    );
    const own = milestone('m', later(ours.at) ?? 0);
    expect(warningsOf(late, own, 'deployments')).toEqual(['Only the weeks after contain the end of a year.']);
  });

  test('(d) the stage was redefined', () => {
    const past = told((w, i) => (w < 20 && i === 0 ? 'failed' : 'passed'), {
      definitions: [
        {
          ...{ record: 'definition', source: 'go', pipeline: 'build', validFrom: week(20) + 1, present: true },
          ...{ stages: [], materials: [], environments: [], origin: 'ci.yml@1' },
        },
      ],
    });
    expect(warningsOf(past, ours, 'firstPassYield', 'build/test')).toEqual([
      'The definition of the stage or of its pipeline changed as well.',
    ]);
  });
});

/** Sixteen weeks later, so that the end of the year falls into the weeks after. */
function later(at: number | null): number | null {
  return at === null ? null : at + 16 * weekMs;
}
