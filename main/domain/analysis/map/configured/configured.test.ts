import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Definition, Run } from '../../../history/records';
import { buildEvolution } from '../buildEvolution';
import { mapReport } from '../mapReportAt';
import { isWithin } from '../stretches';
import { day, environments, history, revision, run, stage } from '../testing/smallHistory';

const map = environments(['dumpling', 'production', 'deploy-dumpling']);
const weeks = Array.from({ length: 30 }, (_, index) => ({
  id: `w${index}`,
  start: day(7 * index),
  end: day(7 * index + 7),
  partial: false,
}));
const coverage = [{ source: 'git', from: day(0), to: day(200), gaps: [] }];

function definition(pipeline: string, at: number, more: Partial<Definition> & { names?: string[] } = {}): Definition {
  const { names = ['test'], ...fields } = more;
  const blank = { approval: null, environment: null, image: null, agent: null, jobs: [] };
  return {
    ...{ record: 'definition', source: 'git', pipeline, validFrom: day(at), present: true },
    stages: names.map((name) => ({ name, ...blank })),
    materials: [{ kind: 'material', name: 'git:app', branch: null }],
    environments: [],
    origin: `${pipeline}@${at}`,
    ...fields,
  };
}

const removed = (pipeline: string, at: number) => definition(pipeline, at, { present: false, names: [] });
const after = (pipeline: string) => [
  { kind: 'material' as const, name: 'git:app', branch: null },
  { kind: 'pipeline' as const, name: pipeline, branch: null },
];

function seen(definitions: Definition[], runs: Run[], number: number): string[] {
  const { nodes } = mapReport(history(runs, { definitions, coverage }), map, day(number));
  return nodes.map(({ id, stages, configuredOnly, missing }) => {
    const parts = stages.map(({ name, outcome }) => `${name} ${outcome}`).join(', ');
    return `${id}${parts && ` [${parts}]`}${configuredOnly ? ' defined' : ''}${missing ? ' missing' : ''}`;
  });
}

describe('a checkout without runs', () => {
  const told = [
    definition('.travis.yml', 5),
    definition('CI', 20, { names: ['lint', 'test'] }),
    definition('CI', 30, { names: ['lint', 'types', 'test'] }),
    removed('.travis.yml', 20),
    removed('CI', 60),
    definition('CI', 90),
  ];

  test.each([
    [4, []],
    [5, ['material:git:app defined', 'pipeline:.travis.yml [test unknown] defined']],
    [20, ['material:git:app defined', 'pipeline:CI [lint unknown, test unknown] defined']],
    [45, ['material:git:app defined', 'pipeline:CI [lint unknown, types unknown, test unknown] defined']],
    [60, []],
    [89, []],
    [199, ['material:git:app defined', 'pipeline:CI [test unknown] defined']],
  ])('day %i shows what was declared then, and no outcome', (number, expected) => {
    expect(seen(told, [], number)).toEqual(expected);
  });

  test('first and last seen are the first and the last version by then', () => {
    const { nodes } = mapReport(history([], { definitions: told, coverage }), map, day(45));
    expect(nodes.find(({ id }) => id === 'pipeline:CI')).toMatchObject({
      ...{ firstSeen: day(20), lastSeen: day(30), runs: 0, failed: 0, branch: null },
    });
  });

  test('what comes before and where it leads to, also where that is not declared anywhere', () => {
    const chain = [
      definition('CI', 0),
      definition('Docs', 10, { materials: after('Site') }),
      definition('Publish', 10, { materials: after('CI'), environments: ['pypi'] }),
    ];
    const { nodes, edges } = mapReport(history([], { definitions: chain, coverage }), map, day(20));
    expect(edges.map(({ from, to, runs, configuredOnly }) => [from, to, runs, configuredOnly])).toEqual([
      ['material:git:app', 'pipeline:CI', 0, true],
      ['material:git:app', 'pipeline:Docs', 0, true],
      ['pipeline:Site', 'pipeline:Docs', 0, true],
      ['material:git:app', 'pipeline:Publish', 0, true],
      ['pipeline:CI', 'pipeline:Publish', 0, true],
      ['pipeline:Publish', 'environment:pypi', 0, true],
    ]);
    expect(nodes.filter(({ missing }) => missing).map(({ id }) => id)).toEqual(['pipeline:Site']);
  });

  test('the environment map says of declared stages, too, where they deploy to', () => {
    const { edges } = mapReport(
      history([], { definitions: [definition('deploy-dumpling', 0)], coverage }),
      map,
      day(20),
    );
    expect(edges.map(({ to }) => to)).toContain('environment:dumpling');
  });

  test('two repositories that have a "CI" each have two', () => {
    const other = [{ kind: 'material' as const, name: 'git:lib', branch: null }];
    const both = [
      definition('CI', 0, { names: ['a'] }),
      definition('CI', 10, { names: ['b'], materials: other }),
      definition('CI', 20, { names: ['a', 'c'] }),
      definition('CI', 30, { present: false, names: [], materials: other }),
    ];
    expect(seen(both, [], 25).filter((one) => one.includes('CI'))).toEqual([
      'pipeline:git:CI [b unknown] defined',
      'pipeline:git:git:app:CI [a unknown, c unknown] defined',
    ]);
    expect(seen(both, [], 31).filter((one) => one.includes('CI'))).toEqual([
      'pipeline:git:git:app:CI [a unknown, c unknown] defined',
    ]);
  });
});

describe('beside runs', () => {
  const runs = Array.from({ length: 60 }, (_, index) =>
    run(`CI/${index}`, day(50 + index), {
      source: 'github',
      revisions: [revision('git:app')],
      stages: [stage('test (3.12)')],
    }),
  );

  test('it is the same pipeline: declared before its first run and after its last, and shown by its runs between', () => {
    const told = [definition('CI', 20)];
    expect(seen(told, runs, 30)).toEqual(['material:git:app defined', 'pipeline:CI [test unknown] defined']);
    expect(seen(told, runs, 80)).toEqual(['material:git:app', 'pipeline:CI [test (3.12) passed]']);
    expect(seen(told, runs, 180)).toEqual(['material:git:app defined', 'pipeline:CI [test unknown] defined']);
  });

  test('one of the same name that another repository declares is another pipeline', () => {
    const other = definition('CI', 20, { materials: [{ kind: 'material', name: 'git:lib', branch: null }] });
    expect(seen([other], runs, 80)).toEqual([
      'material:git:app',
      'material:git:lib defined',
      'pipeline:CI [test (3.12) passed]',
      'pipeline:git:CI [test unknown] defined',
    ]);
  });

  test('where the configuration went away the pipeline ends with its last run before', () => {
    expect(seen([definition('CI', 20), removed('CI', 109)], runs, 112)).toEqual([]);
  });

  test('a pipeline that runs refer to and that is declared is not missing', () => {
    const child = [run('deploy/1', day(50), { source: 'git', upstream: ['CI/7'], revisions: [revision('git:app')] })];
    expect(seen([definition('CI', 20)], child, 51)).toContain('pipeline:CI [test unknown] defined');
  });
});

test('at any moment a pipeline without runs is there exactly while a version of it holds, with its stages', () => {
  const version = fc.record({
    at: fc.integer({ min: 0, max: 199 }),
    present: fc.boolean(),
    names: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
  });
  const versions = fc.uniqueArray(version, { minLength: 1, maxLength: 12, selector: ({ at }) => at });
  fc.assert(
    fc.property(versions, fc.integer({ min: 0, max: 199 }), (all, number) => {
      const definitions = all.map(({ at, present, names }) =>
        definition('CI', at, { present, names: present ? names : [] }),
      );
      const valid = all.filter(({ at }) => at <= number).sort((a, b) => b.at - a.at)[0];
      const { evolution } = buildEvolution(history([], { definitions, coverage }), map, weeks);
      const node = evolution.nodes.find(({ id }) => id === 'pipeline:CI');
      const isThere = isWithin(node?.present ?? [], day(number));
      expect(isThere).toBe(valid?.present ?? false);
      expect(isWithin(node?.configured ?? [], day(number))).toBe(isThere);
      const shown = (node?.stages ?? []).filter(({ present }) => isWithin(present, day(number)));
      expect(shown.map(({ name }) => name).sort()).toEqual(valid?.present ? [...valid.names].sort() : []);
      for (const { outcome } of node?.stages ?? []) expect(outcome.every((one) => one === null)).toBe(true);
      expect((node?.runs ?? []).every((count) => count === 0)).toBe(true);
      expect(evolution.edges).toHaveLength(node ? 1 : 0);
    }),
  );
});
