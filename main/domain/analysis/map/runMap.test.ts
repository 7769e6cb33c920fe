import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Run } from '../../history/records';
import type { RunMapReport } from '../mapReport';
import { day, environments, history, hourMs, revision, run, stage, start } from './testing/smallHistory';
import { runMapToJson } from './mapToJson';
import { runMap } from './runMap';

const map = environments(['dumpling', 'production', 'deploy']);
const whole = { since: null, until: null };

/** Moments in hours from the start. */
function staged(name: string, scheduled: number | null, started: number, finished: number, more: object = {}) {
  const at = (hours: number | null) => (hours === null ? null : start + hours * hourMs);
  return stage(name, { scheduledAt: at(scheduled), startedAt: at(started), finishedAt: at(finished), ...more });
}

function report(runs: Run[], id: string, window: { since: number | null; until: number | null } = whole): RunMapReport {
  const answer = runMap(history(runs), map, id, window);
  if ('problem' in answer) throw new Error(answer.problem);
  return answer;
}

const committed = revision('git:mingle', 'master', 'c1', start);

/** Commit at 0; build compiles 1.5–2.5 and tests 2.75–4; baklava 4.5–5; a person lets it on at 10; deploy 10.25–11. */
function promoted(): Run[] {
  return [
    run('build/1', start + hourMs, {
      revisions: [committed],
      finishedAt: start + 4 * hourMs,
      stages: [staged('compile', 1, 1.5, 2.5), staged('test', 2.5, 2.75, 4)],
    }),
    run('baklava/1', start + 4.25 * hourMs, {
      upstream: ['build/1'],
      startedAt: start + 4.5 * hourMs,
      finishedAt: start + 5 * hourMs,
    }),
    run('deploy/1', start + 10 * hourMs, {
      trigger: 'manual',
      upstream: ['build/1', 'baklava/1'],
      finishedAt: start + 11 * hourMs,
      stages: [staged('release', 10, 10.25, 11)],
    }),
  ];
}

describe('a deployment step by step', () => {
  const answer = report(promoted(), 'deploy/1');

  test('the path goes back over whatever finished last', () => {
    expect(
      answer.path.map((step) => [step.run, step.stage, step.wait, step.waitHours, step.queueHours, step.runHours]),
    ).toEqual([
      ['build/1', 'compile', 'trigger', 1, 0.5, 1],
      ['build/1', 'test', 'trigger', 0, 0.25, 1.25],
      ['baklava/1', null, 'trigger', 0.25, 0.25, 0.5],
      ['deploy/1', 'release', 'gate', 5, 0.25, 0.75],
    ]);
  });

  test('lead time is process, queue and waits, exactly', () => {
    expect(answer).toMatchObject({
      environment: 'dumpling',
      commit: { material: 'git:mingle', revision: 'c1', committedAt: start },
      leadTimeHours: 11,
      processHours: 3.5,
      queueHours: 1.25,
      triggerWaitHours: 1.25,
      gateWaitHours: 5,
      flowEfficiency: 3.5 / 11,
    });
  });

  test('instants are printed as text', () => {
    expect(runMapToJson(answer).commit?.committedAt).toBe('2014-01-06T00:00:00Z');
  });
});

describe('yields', () => {
  test('0.9 · 0.9 · 0.95 roll to 0.7695, of the whole coverage or of a window', () => {
    const runs: Run[] = [];
    for (let i = 0; i < 20; i += 1) {
      const at = day(i);
      const timed = { scheduledAt: at, startedAt: at };
      const fail = (from: number) => (i >= from ? ('failed' as const) : ('passed' as const));
      runs.push(
        run(`deploy/${i}`, at, {
          revisions: [committed],
          stages: [
            stage('a', { ...timed, finishedAt: at + 1, outcome: fail(18) }),
            // A second attempt that passes does not mend the first pass.
            stage('a', { ...timed, attempt: 2, finishedAt: at + 1 }),
            stage('b', { ...timed, startedAt: at + 1, finishedAt: at + 2, outcome: fail(18) }),
            stage('c', { ...timed, startedAt: at + 2, finishedAt: at + 3, outcome: fail(19) }),
          ],
        }),
      );
    }
    const all = report(runs, 'deploy/3');
    expect(all.rolledFirstPassYield).toBeCloseTo(0.7695, 12);
    expect(all.path.at(-1)?.firstPassYield).toEqual({ value: 0.95, passed: 19, total: 20 });
    expect(report(runs, 'deploy/3', { since: day(0), until: day(10) }).rolledFirstPassYield).toBe(1);
    expect(report(runs, 'deploy/3', { since: day(30), until: null }).rolledFirstPassYield).toBeNull();
  });
});

describe('what is not known stays unknown', () => {
  test('no commit: no lead time, but the path', () => {
    const answer = report([run('deploy/1', day(1))], 'deploy/1');
    expect(answer).toMatchObject({ leadTimeHours: null, flowEfficiency: null, processHours: 1, commit: null });
    expect(answer.path[0]).toMatchObject({ wait: null, waitHours: null });
  });

  test('no queue moment: the time before the start is a wait, and the queue is unknown', () => {
    const answer = report(
      [run('deploy/1', day(1), { queuedAt: null, startedAt: day(1), revisions: [committed] })],
      'deploy/1',
    );
    expect(answer).toMatchObject({ queueHours: null, triggerWaitHours: 24, leadTimeHours: 25 });
  });

  test.each([
    ['nobody/1', 'There is no run "nobody/1" in this retro'],
    ['deploy/1', 'has not finished'],
    ['twice/1', 'Several sources have a run "twice/1"'],
  ])('%s is refused with a sentence', (id, sentence) => {
    const runs = [
      run('deploy/1', day(1), { finishedAt: null }),
      run('twice/1', day(1)),
      run('twice/1', day(2), { source: 'jenkins' }),
    ];
    expect(runMap(history(runs), map, id, whole)).toEqual({ problem: expect.stringContaining(sentence) as string });
  });
});

test('with several environments in a group the deployment ends when the last of them first passed', () => {
  const regions = environments(['eu', 'production', 'none'], ['us', 'production', 'none']);
  for (const one of regions.environments) one.group = 'production';
  const eu = staged('eu', 1, 1, 2, { environment: 'eu' });
  const us = staged('us', 2, 2, 3, { environment: 'us' });
  const again = staged('us', 8, 8, 9, { environment: 'us', attempt: 2 });
  const answer = runMap(
    history([run('go/1', start, { revisions: [committed], stages: [eu, us, again] })]),
    regions,
    'go/1',
    whole,
  );
  expect(answer).toMatchObject({ environment: 'us', leadTimeHours: 3 });
});

test('whatever the moments, process, queue and waits add up to the lead time', () => {
  const moment = fc.integer({ min: 0, max: 1000 });
  const times = fc
    .tuple(moment, moment, moment)
    .map(([a, b, c]) => [a, b, c].sort((one, other) => one - other) as [number, number, number]);
  const runs = fc.array(fc.record({ times, stages: fc.array(times, { maxLength: 4 }), manual: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(runs, fc.boolean(), (drafts, hasQueue) => {
      const all = drafts.map((draft, i) =>
        run(`deploy/${i}`, start, {
          trigger: draft.manual ? 'manual' : 'upstream',
          revisions: [committed],
          // Everybody names everybody, so there are cycles too.
          upstream: drafts.map((_, other) => `deploy/${other}`),
          queuedAt: start + draft.times[0],
          startedAt: start + draft.times[1],
          finishedAt: start + draft.times[2],
          stages: draft.stages.map(([a, b, c], s) =>
            stage(`s${s}`, {
              scheduledAt: hasQueue ? start + a : null,
              startedAt: start + b,
              finishedAt: start + c,
            }),
          ),
        }),
      );
      const { leadTimeHours, processHours, queueHours, gateWaitHours, triggerWaitHours, path } = report(
        all,
        'deploy/0',
      );
      const sum = (processHours ?? 0) + (queueHours ?? 0) + (gateWaitHours ?? 0) + (triggerWaitHours ?? 0);
      expect(sum).toBeCloseTo(leadTimeHours ?? NaN, 9);
      expect(new Set(path.map((step) => `${step.run} ${step.stage}`)).size).toBe(path.length);
    }),
  );
});
