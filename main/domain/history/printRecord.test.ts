import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRecord } from './parseRecord';
import { printRecord } from './printRecord';
import { outcomes, triggers } from './records';
import type { Commit, Definition, HistoryRecord, Incident, Job, Revision, Run, Stage, Toggle } from './records';

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 });
// Any code unit, so also halves of surrogate pairs.
const oddText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 5 })
  .map((units) => String.fromCharCode(...units));
const name = fc.oneof(text, oddText);
const maybe = fc.option(name);
const instant = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(9999, 0) });
const moment = fc.option(instant);
const outcome = fc.constantFrom(...outcomes);
const count = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const json = fc
  .jsonValue({ maxDepth: 3, depthSize: 'small' })
  .filter((value) => !/"(__proto__|constructor|prototype)":/.test(JSON.stringify(value)))
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const unknownName = fc.oneof(
  text.map((key) => `x-${key}`),
  fc.nat().map(String),
);
const more = fc.option(fc.dictionary(unknownName, json, { minKeys: 1, maxKeys: 3, noNullPrototype: true }), {
  nil: undefined,
});

const revision: fc.Arbitrary<Revision> = withMore({
  material: name,
  branch: maybe,
  revision: name,
  committedAt: moment,
  author: maybe,
  message: maybe,
});
const job: fc.Arbitrary<Job> = withMore({
  name,
  outcome,
  sourceOutcome: maybe,
  scheduledAt: moment,
  startedAt: moment,
  finishedAt: moment,
  agent: maybe,
});
const approval = fc.constantFrom('auto' as const, 'manual' as const, null);
const stage: fc.Arbitrary<Stage> = withMore({
  name,
  attempt: count,
  outcome,
  sourceOutcome: maybe,
  scheduledAt: moment,
  startedAt: moment,
  finishedAt: moment,
  approval,
  environment: maybe,
  image: maybe,
  agent: maybe,
  jobs: fc.array(job, { maxLength: 2 }),
});
const run: fc.Arbitrary<Run> = withMore({
  record: fc.constant('run' as const),
  source: fc.string(),
  id: name,
  pipeline: name,
  number: fc.option(count),
  attempt: count,
  url: maybe,
  trigger: fc.constantFrom(...triggers),
  actor: maybe,
  outcome,
  sourceOutcome: maybe,
  queuedAt: moment,
  startedAt: instant,
  finishedAt: moment,
  revisions: fc.array(revision, { maxLength: 2 }),
  changes: fc.array(revision, { maxLength: 2 }),
  upstream: fc.array(name, { maxLength: 2 }),
  environment: maybe,
  marks: fc.subarray(['hotfix' as const, 'failed' as const]),
  stages: fc.array(stage, { maxLength: 2 }),
});
const commit: fc.Arbitrary<Commit> = withMore({
  record: fc.constant('commit' as const),
  source: fc.string(),
  material: name,
  revision: name,
  parents: fc.array(name, { maxLength: 2 }),
  committedAt: moment,
  authoredAt: moment,
  author: maybe,
  message: maybe,
  branches: fc.array(name, { maxLength: 2 }),
});
const incident: fc.Arbitrary<Incident> = withMore({
  record: fc.constant('incident' as const),
  source: fc.string(),
  id: name,
  environment: maybe,
  openedAt: instant,
  resolvedAt: moment,
  run: maybe,
  title: maybe,
});
const definition: fc.Arbitrary<Definition> = withMore({
  record: fc.constant('definition' as const),
  source: fc.string(),
  pipeline: name,
  validFrom: instant,
  present: fc.boolean(),
  stages: fc.array(
    withMore({
      name,
      approval,
      environment: maybe,
      image: maybe,
      agent: maybe,
      jobs: fc.array(name, { maxLength: 2 }),
    }),
    { maxLength: 2 },
  ),
  materials: fc.array(
    withMore({ kind: fc.constantFrom('material' as const, 'pipeline' as const), name, branch: maybe }),
    { maxLength: 2 },
  ),
  environments: fc.array(name, { maxLength: 2 }),
  origin: name,
});
const toggle: fc.Arbitrary<Toggle> = withMore({
  record: fc.constant('toggle' as const),
  source: fc.string(),
  id: name,
  name,
  from: fc.constant(Date.UTC(2012, 0)),
  to: fc.option(fc.integer({ min: Date.UTC(2016, 0), max: Date.UTC(9999, 0) })),
  on: fc.option(
    fc
      .uniqueArray(fc.integer({ min: Date.UTC(2012, 0), max: Date.UTC(2016, 0) }), { maxLength: 6 })
      .map((edges) => edges.sort((a, b) => a - b))
      .map((edges) =>
        edges.flatMap((from, i) => (i % 2 === 0 && i + 1 < edges.length ? [{ from, to: edges[i + 1] ?? null }] : [])),
      ),
  ),
  owner: maybe,
  origin: maybe,
});
const anyRecord: fc.Arbitrary<HistoryRecord> = fc.oneof(run, commit, incident, definition, toggle);

test('what is printed is read back the same, unknown fields and odd text included', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const line = printRecord(record, { withSource: true });
      // As a file would hold it: lone surrogates must survive UTF-8.
      const read = parseRecord(JSON.parse(Buffer.from(line, 'utf8').toString('utf8')));
      expect(read).toEqual({ ok: true, record });
      expect(line).not.toContain('\n');
    }),
    { numRuns: 500 },
  );
});

test('what is read is printed the same from then on', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const line = printRecord(record);
      const read = parseRecord(JSON.parse(line));
      expect(read.ok && printRecord(read.record)).toBe(line);
    }),
  );
});

test('fields stand in the order of the format, all of them, unknown ones last', () => {
  const read = parseRecord({
    zebra: 1,
    '7': 2,
    outcome: 'passed',
    pipeline: 'p',
    id: 'p/1',
    record: 'run',
    startedAt: '2024-03-01T10:00:00+01:00',
    stages: [{ name: 's' }],
  });
  expect(read.ok && printRecord(read.record)).toBe(
    '{"record":"run","id":"p/1","pipeline":"p","number":null,"attempt":1,"url":null,"trigger":"unknown","actor":null,' +
      '"outcome":"passed","sourceOutcome":null,"queuedAt":null,"startedAt":"2024-03-01T09:00:00Z","finishedAt":null,' +
      '"revisions":[],"changes":[],"upstream":[],"environment":null,"marks":[],"stages":[{"name":"s","attempt":1,' +
      '"outcome":"unknown","sourceOutcome":null,"scheduledAt":null,"startedAt":null,"finishedAt":null,"approval":null,' +
      '"environment":null,"image":null,"agent":null,"jobs":[]}],"7":2,"zebra":1}',
  );
});

test('a definition says that it is present by not saying that it is not', () => {
  const start = { record: 'definition', pipeline: 'p', validFrom: '2024-03-01T10:00:00Z' };
  const print = (value: unknown) => {
    const read = parseRecord(value);
    return read.ok ? printRecord(read.record) : read.reason;
  };
  expect(print(start)).not.toContain('present');
  expect(print({ ...start, present: false })).toContain('"present":false');
});

function withMore<Fields extends object>(fields: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> }): fc.Arbitrary<
  Fields & { more?: Record<string, unknown> }
> {
  const known = fc.record(fields) as unknown as fc.Arbitrary<Fields>;
  return fc.tuple(known, more).map(([record, unknowns]) => ({ ...record, ...(unknowns && { more: unknowns }) }));
}
