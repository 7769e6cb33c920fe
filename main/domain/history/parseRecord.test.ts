import { describe, expect, test } from 'vitest';
import { parseRecord } from './parseRecord';
import type { Run } from './records';

const least = { record: 'run', id: 'a/1', pipeline: 'a', outcome: 'passed', queuedAt: '2024-03-01T10:00:00Z' };

describe('a run', () => {
  test('needs only id, pipeline, outcome and a moment; everything else is null or empty', () => {
    expect(parsed(least)).toEqual({
      record: 'run',
      source: '',
      id: 'a/1',
      pipeline: 'a',
      number: null,
      attempt: 1,
      url: null,
      trigger: 'unknown',
      actor: null,
      outcome: 'passed',
      sourceOutcome: null,
      queuedAt: Date.UTC(2024, 2, 1, 10),
      startedAt: null,
      finishedAt: null,
      revisions: [],
      changes: [],
      upstream: [],
      environment: null,
      marks: [],
      stages: [],
    });
  });

  test.each<[string, object, Partial<Run>]>([
    ['an id that is a number', { id: 42 }, { id: '42' }],
    ['an unknown outcome', { outcome: 'exploded' }, { outcome: 'unknown', sourceOutcome: 'exploded' }],
    [
      'an unknown outcome with its own word',
      { outcome: 'x', sourceOutcome: 'y' },
      { outcome: 'unknown', sourceOutcome: 'y' },
    ],
    ['another case', { outcome: 'PASSED' }, { outcome: 'passed', sourceOutcome: 'PASSED' }],
    ['another spelling', { outcome: 'canceled' }, { outcome: 'cancelled', sourceOutcome: 'canceled' }],
    ['an unknown trigger', { trigger: 'moon' }, { trigger: 'unknown', more: { sourceTrigger: 'moon' } }],
    ['marks in any order, twice', { marks: ['failed', 'hotfix', 'failed'] }, { marks: ['hotfix', 'failed'] }],
    ['an unknown mark', { marks: ['odd'] }, { marks: [], more: { sourceMarks: ['odd'] } }],
    ['year 1', { startedAt: '0001-01-01T00:00:00Z' }, { startedAt: null }],
    ['year 1 without a zone', { startedAt: '0001-01-01T00:00:00' }, { startedAt: null }],
    ['an empty moment', { startedAt: '' }, { startedAt: null }],
    ['an offset', { startedAt: '2024-03-01T11:00:00.5+01:00' }, { startedAt: Date.UTC(2024, 2, 1, 10, 0, 0, 500) }],
    ['upstream ids that are numbers', { upstream: [17, 'b/2'] }, { upstream: ['17', 'b/2'] }],
    ['unknown fields', { team: { a: [1] } }, { more: { team: { a: [1] } } }],
    ['digits as text', { number: '42', attempt: '2' }, { number: 42, attempt: 2 }],
  ])('%s', (_, change, expected) => {
    expect(parsed({ ...least, ...change })).toMatchObject(expected);
  });

  test('a run without the word "record" is recognised by its fields', () => {
    const { record: _, ...bare } = least;
    expect(parsed(bare)).toMatchObject({ record: 'run', id: 'a/1' });
  });

  test('attempts of a stage that are not numbered count in their order', () => {
    const stages = [{ name: 'deploy' }, { name: 'test' }, { name: 'deploy' }, { name: 'deploy', attempt: 9 }];
    const run = parsed({ ...least, stages }) as Run;
    expect(run.stages.map((stage) => stage.attempt)).toEqual([1, 1, 2, 9]);
  });

  test.each<[string, unknown, RegExp]>([
    ['no object', 'x', /^is not a JSON object$/],
    ['a list', [], /^is not a JSON object$/],
    ['no id', { ...least, id: undefined }, /^id is missing$/],
    ['an empty id', { ...least, id: '' }, /^id is missing$/],
    ['no pipeline', { ...least, pipeline: null }, /^pipeline is missing$/],
    ['no outcome', { ...least, outcome: undefined }, /^outcome is missing$/],
    ['an id beyond 2^53', { ...least, id: 2 ** 53 }, /^id is a number that cannot be kept exactly/],
    ['an id that is an object', { ...least, id: {} }, /^id is not text$/],
    ['no moment', { ...least, queuedAt: null }, /no moment$/],
    ['only year 1', { ...least, queuedAt: '0001-01-01T00:00:00Z' }, /no moment$/],
    [
      '30 February',
      { ...least, startedAt: '2024-02-30T10:00:00Z' },
      /^startedAt is not a real moment .*2024-02-30T10:00:00Z/,
    ],
    ['no zone', { ...least, startedAt: '2024-02-03T10:00:00' }, /^startedAt is not a real moment/],
    [
      'seconds since 1970',
      { ...least, finishedAt: 1709283600 },
      /^finishedAt is not a moment in RFC 3339: 1709283600$/,
    ],
    [
      'a bad moment of a stage',
      { ...least, stages: [{ name: 'a', startedAt: 'x' }] },
      /^stages\[0\]\.startedAt is not/,
    ],
    [
      'a bad moment of a job',
      { ...least, stages: [{ name: 'a', jobs: [{ name: 'j', startedAt: 5 }] }] },
      /^stages\[0\]\.jobs\[0\]\.startedAt/,
    ],
    ['a bad revision', { ...least, revisions: [{ material: 'git:a' }] }, /^revisions\[0\]\.revision is missing$/],
    ['stages that are no list', { ...least, stages: {} }, /^stages is not a list$/],
    ['a stage that is no object', { ...least, stages: [3] }, /^stages\[0\] is not an object$/],
    ['an upstream that is no id', { ...least, upstream: [{}] }, /^upstream\[0\] is not text$/],
    ['half a number', { ...least, number: 1.5 }, /^number is not a whole number$/],
    ['an unknown record', { ...least, record: 'walk' }, /^record is none of/],
    ['a name that reaches into prototypes', JSON.parse('{"record":"run","__proto__":{"x":1}}') as unknown, /.+/],
    [
      'the same further down',
      { ...least, team: JSON.parse('{"a":[{"constructor":1}]}') as unknown },
      /^constructor is a field name/,
    ],
    ['a deep nest', { ...least, team: nest(70) }, /^team is nested deeper than 64 levels$/],
    ['a very deep nest', { ...least, team: nest(5_000) }, /^team is nested deeper than 64 levels$/],
  ])('is refused for %s', (_, value, reason) => {
    const result = parseRecord(value);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.reason).toMatch(reason);
  });

  test('a refused row says its id', () => {
    expect(parseRecord({ ...least, queuedAt: null })).toMatchObject({ ok: false, id: 'a/1' });
  });

  test('nothing reaches Object.prototype', () => {
    parseRecord(JSON.parse('{"record":"run","id":"1","__proto__":{"polluted":1},"more":{"__proto__":{"polluted":1}}}'));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('other records', () => {
  test.each<[string, object, object]>([
    [
      'a commit',
      { record: 'commit', material: 'git:a', revision: 'ab' },
      { parents: [], committedAt: null, branches: [] },
    ],
    [
      'an incident',
      { record: 'incident', id: 'i1', openedAt: '2024-01-01T00:00:00Z' },
      { resolvedAt: null, run: null },
    ],
    [
      'a definition',
      { record: 'definition', pipeline: 'p', validFrom: '2024-01-01T00:00:00Z' },
      { present: true, stages: [], origin: '2024-01-01T00:00:00Z' },
    ],
    [
      'stages by name',
      {
        record: 'definition',
        pipeline: 'p',
        validFrom: '2024-01-01T00:00:00Z',
        stages: ['build'],
        materials: ['git:a'],
      },
      { stages: [{ name: 'build' }], materials: [{ kind: 'material', name: 'git:a' }] },
    ],
  ])('%s', (_, value, expected) => {
    expect(parsed(value)).toMatchObject(expected);
  });

  test.each<[string, object, RegExp]>([
    ['a commit without revision', { record: 'commit', material: 'git:a' }, /^revision is missing$/],
    ['an incident without a beginning', { record: 'incident', id: 'i1' }, /^openedAt is missing$/],
    ['a definition of some time', { record: 'definition', pipeline: 'p' }, /^validFrom is missing$/],
  ])('%s', (_, value, reason) => {
    expect(parseRecord(value)).toMatchObject({ ok: false, reason: expect.stringMatching(reason) as string });
  });
});

function parsed(value: unknown): unknown {
  const result = parseRecord(value);
  if (!result.ok) throw new Error(result.reason);
  return result.record;
}

function nest(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}
