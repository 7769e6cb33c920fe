import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Run } from '../../history/records';
import { exampleRetro } from '../../../example/story';
import { exampleHistory } from '../../../testing/exampleRetro';
import { commit, environmentMap, history, revision, run, stage, t } from '../testing/records';
import { buildGates } from './buildGates';
import type { GateReport } from './gateReport';
import { recountGate, type Given } from './testing/recountGate';

const minute = 60_000;
const start = t('2024-01-01');
const map = environmentMap([
  { name: 'copy', role: 'snapshot', match: [{ pipeline: 'copy', stage: 'check' }] },
  { name: 'live', role: 'production', match: [{ pipeline: 'live' }] },
]);

const minutes = fc.integer({ min: 0, max: 20_000 });
const outcome = fc.constantFrom('passed', 'passed', 'failed', 'failed', 'cancelled', 'skipped' as const);
const anyHistory = fc.record({
  parents: fc.array(fc.tuple(fc.nat(3), fc.nat(9)), { minLength: 1, maxLength: 12 }),
  builds: fc.array(fc.record({ at: minutes, long: fc.nat(60), head: fc.nat(20) }), { minLength: 1, maxLength: 12 }),
  copies: fc.array(
    fc.record({
      at: minutes,
      from: fc.nat(20),
      tries: fc.array(fc.tuple(outcome, fc.nat(90), fc.integer({ min: 1, max: 90 })), { maxLength: 3 }),
    }),
    { maxLength: 14 },
  ),
  lives: fc.array(
    fc.record({
      at: minutes,
      long: fc.integer({ min: 1, max: 60 }),
      from: fc.constantFrom('copy', 'build', 'gone', 'own'),
      which: fc.nat(20),
      outcome: fc.constantFrom('passed', 'passed', 'passed', 'failed' as const),
    }),
    { maxLength: 14 },
  ),
});
type Drawn = typeof anyHistory extends fc.Arbitrary<infer T> ? T : never;

function build(drawn: Drawn) {
  const commits = drawn.parents.map(([back, more], i) => {
    const parents = [i - 1 - back, i - 2 - more].filter((parent) => parent >= 0 && parent < i);
    return commit(
      `c${String(i)}`,
      [...new Set(parents)].map((one) => `c${String(one)}`),
      start + i * minute,
    );
  });
  const head = (n: number) => revision(`c${String(n % commits.length)}`);
  const at = (n: number, after = 0): number => start + (n + after) * minute;
  const builds = drawn.builds.map((one, i) =>
    run(`build/${String(i)}`, {
      number: i,
      revisions: [head(one.head)],
      startedAt: at(one.at),
      finishedAt: at(one.at, one.long),
    }),
  );
  const copies = drawn.copies.map((one, i) => {
    let now = one.at;
    const stages = one.tries.map(([result, wait, long], attempt) => {
      const [from, to] = [now + wait, now + wait + long];
      now = to;
      return stage('check', result, {
        attempt: attempt + 1,
        scheduledAt: at(from - Math.floor(wait / 2)),
        startedAt: at(from),
        finishedAt: at(to),
      });
    });
    const upstream = [`build/${String(one.from % builds.length)}`];
    return run(`copy/${String(i)}`, { number: i, upstream, queuedAt: at(one.at), finishedAt: at(now), stages });
  });
  const lives = drawn.lives.map((one, i): Run => {
    const own: Partial<Run> = { revisions: [head(one.which)] };
    const made: Record<typeof one.from, Partial<Run>> = {
      own,
      build: { upstream: [`build/${String(one.which % builds.length)}`] },
      copy: copies.length > 0 ? { upstream: [`copy/${String(one.which % copies.length)}`] } : own,
      gone: { ...own, upstream: ['copy/gone'] },
    };
    const span = { startedAt: at(one.at), finishedAt: at(one.at, one.long) };
    return run(`live/${String(i)}`, { number: i, outcome: one.outcome, ...span, ...made[one.from] });
  });
  return { runs: [...builds, ...copies, ...lives], commits };
}

/** Everything that was counted twice, in one shape. */
function inShort(gate: GateReport | undefined) {
  const rows = (gate?.rows ?? []).map((row) => [row.run, row.passage, short(row.minutes), short(row.runMinutes)]);
  const { deployments, revisions, stopped } = gate ?? { deployments: null, revisions: null, stopped: [] };
  return {
    rows,
    before: deployments?.before,
    fates: revisions,
    stopped: stopped.map((one): [string | null, string | null] => [one.revision, one.fixedBy]).sort(),
  };
}
function recounted(given: Given) {
  const { rows, before, fates, stopped } = recountGate(given);
  return {
    rows: rows.map((row) => [row.run, row.passage, short(row.minutes), short(row.runMinutes)]),
    before,
    fates,
    stopped: stopped.sort(),
  };
}
const short = (value: number | null): number | null => (value === null ? null : Math.round(value * 1e6) / 1e6);

test('any history, its gate counted twice', () =>
  fc.assert(
    fc.property(anyHistory, (drawn) => {
      const { runs, commits } = build(drawn);
      const coverage = [{ source: 'ci', from: start, to: start + 40_000 * minute, gaps: [] }];
      const report = buildGates(history({ runs, commits, coverage }), map);
      if ('problem' in report) throw new Error(report.problem);
      const [gate] = report.gates;
      const expected = recounted({
        ...{ runs, commits, material: 'git:app' },
        isGate: (one, of) => one.pipeline === 'copy' && of?.name === 'check',
        isProduction: (one, of) => one.pipeline === 'live' && of === null,
      });
      expect(inShort(gate)).toEqual(expected);
      // The week's numbers are those of its rows.
      const sum = (of: (week: GateReport['series'][number]) => number): number =>
        (gate?.series ?? []).reduce((all, week) => all + of(week), 0);
      expect(sum((week) => week.passed)).toBe(gate?.deployments.passed);
      expect(sum((week) => week.skipped + week.failed + week.unknown + week.passed)).toBe(gate?.deployments.total);
      expect(sum((week) => week.stopped)).toBe(gate?.revisions.stopped);
    }),
    { numRuns: 600 },
  ));

test('the gates of the example, counted twice', async () => {
  const all = await exampleHistory();
  const report = buildGates(all, exampleRetro.environments);
  if ('problem' in report) throw new Error(report.problem);
  expect(report.gates.map((one) => one.environment)).toEqual(['pasty', 'baklava']);
  for (const gate of report.gates) {
    const expected = recounted({
      runs: all.runs,
      commits: all.commits,
      material: all.commits[0]?.material ?? '',
      isGate: (one, of) => one.pipeline === `deploy-${gate.environment}` && of?.name === 'deploy',
      isProduction: (one, of) => one.pipeline === 'deploy-dumpling' && of?.name === 'deploy',
    });
    expect(expected.rows.length).toBeGreaterThan(100);
    expect(expected.fates.stopped).toBeGreaterThan(5);
    expect(inShort(gate)).toEqual(expected);
  }
});
