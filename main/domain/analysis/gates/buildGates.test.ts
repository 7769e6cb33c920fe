import { describe, expect, it } from 'vitest';
import type { Run } from '../../history/records';
import { commit, environmentMap, history, revision, run, stage, t } from '../testing/records';
import { buildGates, type GatesQuery } from './buildGates';

/** Worked by hand: one gate, `copy`, before one production, `live`; everything on days of January 2024. */
const map = environmentMap([
  { name: 'copy', label: 'copy of production', role: 'snapshot', match: [{ pipeline: 'copy' }] },
  { name: 'live', label: 'production', role: 'production', match: [{ pipeline: 'live' }] },
]);
const at = (time: string): number => t(`2024-01-${time}:00Z`);

function made(id: string, from: string, to: string, fields: Partial<Run> = {}): Run {
  return run(id, { startedAt: at(from), finishedAt: at(to), ...fields });
}
const of = (name: string): Partial<Run> => ({ revisions: [revision(name)] });

const commits = ['a', 'b', 'c', 'd', 'e'].map((name, i, all) =>
  commit(name, i === 0 ? [] : [all[i - 1] ?? ''], at('01T00:00') + i),
);
const runs = [
  // a went live before there was a gate.
  made('live/1', '01T12:00', '01T12:10', of('a')),
  // b passed at the second try: made at 9:00, put in the queue at 9:05, failed 9:10-9:20, passed 9:50-10:00.
  made('build/2', '02T08:50', '02T09:00', of('b')),
  made('copy/2', '02T09:10', '02T10:00', {
    upstream: ['build/2'],
    queuedAt: at('02T09:05'),
    stages: [
      stage('check', 'failed', { startedAt: at('02T09:10'), finishedAt: at('02T09:20') }),
      stage('check', 'passed', { attempt: 2, startedAt: at('02T09:50'), finishedAt: at('02T10:00') }),
    ],
  }),
  made('live/2', '02T11:00', '02T11:10', { upstream: ['copy/2'] }),
  // c failed and was left; its commits went live within d, which passed in half an hour with nothing known before it.
  made('copy/3', '08T09:00', '08T09:30', { ...of('c'), outcome: 'failed' }),
  made('copy/4', '09T09:00', '09T09:30', { ...of('d'), queuedAt: at('09T08:50') }),
  made('live/4', '09T10:00', '09T10:10', { ...of('d'), upstream: ['copy/4'] }),
  // e failed and went live all the same.
  made('copy/5', '10T09:00', '10T09:30', { ...of('e'), outcome: 'failed' }),
  made('live/5', '10T10:00', '10T10:10', of('e')),
  // Back to b: it had passed a week ago, which held nobody up again.
  made('live/6', '11T10:00', '11T10:10', of('b')),
  // f nobody ever tried, and of the last one nobody knows where it came from.
  made('live/7', '12T10:00', '12T10:10', of('f')),
  made('live/8', '13T10:00', '13T10:10', { ...of('g'), upstream: ['copy/lost'] }),
];
const coverage = [{ source: 'ci', from: t('2024-01-01'), to: t('2024-01-22'), gaps: [] }];

function gate(given: readonly Run[] = runs, query: GatesQuery = {}) {
  const mapped = map.environments.map((one) =>
    one.name === 'copy' ? { ...one, match: [{ pipeline: 'copy', stage: 'check' }, { pipeline: 'copy' }] } : one,
  );
  const report = buildGates(history({ runs: given, commits, coverage }), { ...map, environments: mapped }, query);
  if ('problem' in report) throw new Error(report.problem);
  const [first] = report.gates;
  if (!first) throw new Error('no gate');
  return first;
}

describe('a gate', () => {
  it('says how each deployment went by it', () => {
    expect(gate().rows.map((row) => [row.run, row.passage, row.gateRun])).toEqual([
      ['live/2', 'passed', 'copy/2'],
      ['live/4', 'passed', 'copy/4'],
      ['live/5', 'failed', 'copy/5'],
      ['live/6', 'passed', 'copy/2'],
      ['live/7', 'skipped', null],
      ['live/8', 'unknown', null],
    ]);
  });

  it('counts coverage since it was first tried, and only where something is known', () => {
    expect(gate().deployments).toEqual({
      ...{ passed: 3, failed: 1, skipped: 1, unknown: 1 },
      ...{ coverage: 3 / 5, total: 6, before: 1 },
    });
  });

  it('tells what it stopped from what was tried again or went on', () => {
    expect(gate().revisions).toEqual({ tried: 4, stopped: 1, retried: 1, wentOn: 1, late: 0 });
    expect(gate().stopped).toEqual([
      {
        ...{ material: 'git:app', revision: 'c', runs: ['copy/3'] },
        ...{ failedAt: at('08T09:30'), fixedBy: 'live/4', deployedAt: at('09T10:10'), hours: 24 + 40 / 60 },
      },
    ]);
  });

  it('adds up the minutes: from the end of what came before until it had passed', () => {
    // live/2: 9:00 to 10:00, of which 20 ran; live/4: queued 8:50, passed 9:30, of which 30 ran; live/6: held up by none.
    expect(gate().rows.map((row) => [row.minutes, row.runMinutes, row.waitMinutes])).toEqual([
      [60, 20, 40],
      [40, 30, 10],
      [null, null, null],
      [null, null, null],
      [null, null, null],
      [null, null, null],
    ]);
    expect(gate().minutes).toEqual({
      ...{ n: 2, median: 50, total: 100, runMedian: 25, runTotal: 50, waitMedian: 25, waitTotal: 50 },
    });
  });

  it('says it by week, with no share where nothing was deployed', () => {
    const weeks = gate().series.map((week) => [
      week.id,
      week.deployments,
      week.coverage,
      week.stopped,
      week.minutesMedian,
    ]);
    expect(weeks).toEqual([
      ['2024-W01', 2, 1, 0, 60],
      ['2024-W02', 5, 2 / 4, 1, 40],
      ['2024-W03', 0, null, 0, null],
    ]);
  });

  it('counts only what lies in the window, and knows what came before it', () => {
    const later = gate(runs, { since: at('11T00:00') });
    expect(later.rows.map((row) => [row.run, row.passage])).toEqual([
      ['live/6', 'passed'],
      ['live/7', 'skipped'],
      ['live/8', 'unknown'],
    ]);
    expect(later.revisions.tried).toBe(0);
    expect(later.firstAt).toBe(at('02T09:20'));
  });

  it('is no gate for a revision production had already', () => {
    const again = made('copy/9', '14T09:00', '14T09:30', { ...of('a'), outcome: 'failed' });
    expect(gate([...runs, again]).revisions).toMatchObject({ stopped: 1, late: 1 });
  });

  it('is no gate for a product that was never tried there', () => {
    const other = made('live/9', '14T10:00', '14T10:10', { revisions: [revision('z', { material: 'git:other' })] });
    expect(gate([...runs, other]).deployments).toMatchObject({ total: 6, before: 2 });
  });

  it('knows a stopped run where nothing says its revision', () => {
    const bare = made('copy/9', '14T09:00', '14T09:30', { outcome: 'failed' });
    expect(gate([...runs, bare]).stopped.at(-1)).toMatchObject({
      material: null,
      revision: null,
      runs: ['copy/9'],
      fixedBy: null,
    });
  });
});

describe('which environments are gates', () => {
  const names = (role: 'other' | 'staging', tried: readonly Run[]) => {
    const other = environmentMap([
      { name: 'copy', role, match: [{ pipeline: 'copy' }] },
      { name: 'live', role: 'production', match: [{ pipeline: 'live' }] },
    ]);
    const report = buildGates(history({ runs: tried, commits, coverage }), other);
    return 'problem' in report ? report.problem : report.gates.map((one) => one.environment);
  };
  it('is said by the role, even before anything was tried there', () => {
    expect(names('staging', runs.slice(0, 1))).toEqual(['copy']);
  });
  it('is seen where the role says nothing: some deployment had passed it', () => {
    expect(names('other', runs)).toEqual(['copy']);
    expect(names('other', runs.slice(0, 1))).toEqual([]);
  });
  it('answers in a sentence where there is none of that name', () => {
    expect(buildGates(history({ runs, commits, coverage }), map, { environment: 'nowhere' })).toEqual({
      problem: '“nowhere” is no environment before production; known: copy.',
    });
  });
  it('has nothing to say without production or history', () => {
    expect(buildGates(history({}), map)).toMatchObject({ from: null, gates: [] });
    expect(buildGates(history({ runs, coverage }), environmentMap())).toMatchObject({ environment: null, gates: [] });
  });
});
