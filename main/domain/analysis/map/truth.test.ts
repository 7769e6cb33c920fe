import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Run } from '../../history/records';
import type { Evolution } from '../facts';
import { buildEvolution } from './buildEvolution';
import { wholeKey } from './buildEvolution';
import { keep } from './layout/keptLayout';
import { mapReport } from './mapReportAt';
import { unnamedPipeline } from './missingRuns';
import { day, environments, history, revision, run } from './testing/smallHistory';

const map = environments(['dumpling', 'production', 'p0']);
const weeks = Array.from({ length: 12 }, (_, index) => ({
  id: `w${index}`,
  start: day(7 * index),
  end: day(7 * index + 7),
  partial: false,
}));
const drawn = (runs: Run[]): Evolution => buildEvolution(history(runs), map, weeks).evolution;

/** Runs that name each other any way at all, and runs of pipelines that are nowhere: `q…`. */
const runs = fc
  .array(
    fc.record({
      pipeline: fc.integer({ min: 0, max: 8 }),
      parents: fc.uniqueArray(
        fc.oneof(
          fc.nat({ max: 8 }).map((number) => `p${number}/${number}`),
          fc.nat({ max: 3 }).map((number) => `q${number}/7`),
          fc.constantFrom('go:q0/1', 'elsewhere:q9/1', '4711', ':', '/', 'p1/', 'x:y:z/1'),
        ),
        { maxLength: 4 },
      ),
      days: fc.integer({ min: 0, max: 60 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((all) =>
    all.map(({ pipeline, parents, days }, index) =>
      run(index < 9 ? `p${index}/${index}` : `p${pipeline}/${index}`, day(days), {
        upstream: parents,
        revisions: index % 3 === 0 ? [revision(`git:r${index % 2}`)] : [],
      }),
    ),
  );

/** Whether there is a way from one node to another along edges. */
function leads(from: string, to: string, edges: Evolution['edges']): boolean {
  const reached = new Set<string>([from]);
  for (const id of reached) {
    for (const edge of edges) {
      if (edge.from !== id) continue;
      if (edge.to === to) return true;
      reached.add(edge.to);
    }
  }
  return false;
}

describe('any history, with cycles and with parents that are missing', () => {
  test('every pair of things that flow into each other has one line, and nothing is dropped', () => {
    fc.assert(
      fc.property(runs, (told) => {
        const { nodes, edges } = drawn(told);
        const ids = nodes.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const keys = edges.map(({ from, to }) => `${from} ${to}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { from, to, points } of edges) {
          expect(ids).toEqual(expect.arrayContaining([from, to]));
          expect(points.length).toBeGreaterThan(1);
          for (const { x, y } of points) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
        }
        // By hand: each reference is an edge, into the pipeline of the run that made it.
        for (const { pipeline, upstream } of told) {
          const incoming = edges.filter(({ to, kind }) => to === `pipeline:${pipeline}` && kind === 'upstream');
          expect(incoming.length > 0).toBe(told.some((one) => one.pipeline === pipeline && one.upstream.length > 0));
          for (const reference of upstream.filter((one) => /^p\d\/\d$/.test(one))) {
            const parent = `pipeline:${reference.slice(0, 2)}`;
            const isThere = told.some((one) => `pipeline:${one.pipeline}` === parent);
            expect(incoming.some(({ from }) => from === parent)).toBe(true);
            expect(nodes.find(({ id }) => id === parent)?.isMissing ?? false).toBe(!isThere);
          }
        }
      }),
    );
  });

  test('what is missing has a name or says it has none, and never an outcome', () => {
    fc.assert(
      fc.property(runs, (told) => {
        const { nodes } = drawn(told);
        for (const node of nodes.filter(({ isMissing }) => isMissing)) {
          expect(told.some(({ pipeline }) => pipeline === node.name)).toBe(false);
          expect(node.name === unnamedPipeline || /^(q\d|p\d|y:z)$/.test(node.name)).toBe(true);
          expect([...node.runs, ...node.failed].every((count) => count === 0)).toBe(true);
          expect(node.stages).toEqual([]);
        }
      }),
    );
  });

  test('exactly the lines of a cycle that lead back are marked, and every cycle has one', () => {
    fc.assert(
      fc.property(runs, (told) => {
        const { nodes, edges } = drawn(told);
        const level = new Map(nodes.map((node) => [node.id, node.level]));
        for (const edge of edges) {
          const isBack = (level.get(edge.to) ?? 0) <= (level.get(edge.from) ?? 0);
          const isCycle = edge.from === edge.to || leads(edge.to, edge.from, edges);
          expect(edge.isBack ?? false).toBe(isBack && isCycle);
          // A map that was laid out at once has no line that runs back without a cycle.
          expect(isBack && !isCycle).toBe(false);
        }
        const forward = edges.filter(({ isBack }) => !isBack);
        for (const { from, to } of forward) expect(leads(to, from, forward)).toBe(false);
      }),
    );
  });

  test('and so where what stood keeps its place', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 9, max: 40 }), (told, until) => {
        const kept = keep(drawn(told.slice(0, until)));
        const view = { open: [], keptUnder: (key: string) => (key === wholeKey ? kept : null) };
        const { nodes, edges } = buildEvolution(history(told), map, weeks, view).evolution;
        const level = new Map(nodes.map((node) => [node.id, node.level]));
        for (const edge of edges) {
          const isBack = (level.get(edge.to) ?? 0) <= (level.get(edge.from) ?? 0);
          expect(edge.isBack ?? false).toBe(isBack && (edge.from === edge.to || leads(edge.to, edge.from, edges)));
        }
        const forward = edges.filter(({ isBack }) => !isBack);
        for (const { from, to } of forward) expect(leads(to, from, forward)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe('by value', () => {
  test('a missing run of a pipeline that is known leads from that pipeline', () => {
    const told = [run('build/2', day(1)), run('deploy/1', day(2), { upstream: ['build/1'] })];
    const { nodes, edges } = mapReport(history(told), map, day(3));
    expect(nodes.map(({ id }) => id)).toEqual(['pipeline:build', 'pipeline:deploy']);
    expect(edges).toMatchObject([{ from: 'pipeline:build', to: 'pipeline:deploy' }]);
    expect(nodes.some(({ missing }) => missing)).toBe(false);
  });

  test('ids that say nothing of their pipeline lead from one unknown pipeline', () => {
    const told = ['1', '2', '3'].map((id, index) =>
      run(id, day(index), { pipeline: 'deploy', upstream: [`9${id}`, `8${id}`] }),
    );
    const { nodes } = mapReport(history(told), map, day(3));
    expect(nodes.filter(({ missing }) => missing)).toMatchObject([
      { id: `pipeline:${unnamedPipeline}`, name: unnamedPipeline, runs: 0, failed: 0, firstSeen: day(0) },
    ]);
  });

  test('two that lead into each other: the one less used is marked', () => {
    const told = [
      ...[1, 2, 3].map((number) => run(`b/${number}`, day(number), { upstream: [`a/${number}`] })),
      ...[1, 2, 3].map((number) => run(`a/${number}`, day(number), number === 3 ? { upstream: ['b/1'] } : {})),
    ];
    const { edges } = mapReport(history(told), map, day(4));
    expect(edges.map(({ from, to, back }) => [from, to, back ?? false])).toEqual([
      ['pipeline:a', 'pipeline:b', false],
      ['pipeline:b', 'pipeline:a', true],
    ]);
  });
});
