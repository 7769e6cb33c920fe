import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommandLine } from '../testing/commandLine';

let line: CommandLine;

const week = 7 * 86_400_000;
const monday = Date.UTC(2024, 0, 1);

/** One deployment a week for eight weeks, then five, each passing at once. */
const told = [
  {
    ...{ record: 'history', version: 1, source: 'ci', zone: 'UTC' },
    coverage: { from: new Date(monday).toISOString(), to: new Date(monday + 17 * week).toISOString() },
  },
  ...Array.from({ length: 17 }, (_, at) =>
    Array.from({ length: at < 8 ? 1 : 5 }, (__, day) => ({
      ...{ record: 'run', id: `d/${String(at)}.${String(day)}`, pipeline: 'deploy', outcome: 'passed' },
      finishedAt: new Date(monday + at * week + day * 86_400_000).toISOString(),
      environment: 'production',
    })),
  ).flat(),
];

const added = {
  milestones: [
    { at: '2024-02-27', kind: 'highlight', title: 'Snapshot' },
    {
      ...{ id: 'own', at: '2024-01-02T00:00:00+01:00', until: '2024-01-03T00:00:00Z', kind: 'lowlight', title: 'Slow' },
      ...{ text: 't', gained: 'g', cost: 'c', tags: ['a'], author: 'me', status: 'dismissed' },
      anchors: [
        { to: 'run', run: 'd/0.0' },
        { to: 'date', at: '2024-01-02' },
      ],
    },
  ],
};

beforeAll(async () => {
  line = await CommandLine.open();
  await line.import('told', told);
});
afterAll(() => line.close());

const add = async (value: unknown) =>
  line.call(['milestones', 'told', '--json', '--add', await line.file('add.json', [value])]);

test('what is added is accepted, gets an id where it has none, and is listed by time', async () => {
  expect(await line.json('milestones', 'told')).toEqual({ milestones: [] });
  const { status, out } = await add(added);
  expect(status).toBe(0);
  expect(JSON.parse(out)).toEqual({
    milestones: [
      {
        ...{ id: 'own', at: '2024-01-01T23:00:00Z', until: '2024-01-03T00:00:00Z', kind: 'lowlight', title: 'Slow' },
        ...{ text: 't', gained: 'g', cost: 'c', tags: ['a'], author: 'me' },
        anchors: [
          { to: 'run', run: 'd/0.0' },
          { to: 'date', at: '2024-01-02T00:00:00Z' },
        ],
        ...{ status: 'accepted', detected: null },
      },
      {
        ...{ id: expect.stringMatching(/./) as string, at: '2024-02-27T00:00:00Z', until: null, kind: 'highlight' },
        ...{ title: 'Snapshot', text: '', gained: '', cost: '', tags: [], author: '', anchors: [] },
        ...{ status: 'accepted', detected: null },
      },
    ],
  });
  expect((await line.call(['milestones', 'told', '--json'])).out).toBe(out);
});

test.each([
  [added, 'there is a milestone with the id “own” already'],
  [[], 'holds no milestones'],
  [{ milestone: [] }, 'holds no milestones'],
  [{ milestones: [{ at: '2024-01-01', kind: 'note' }] }, 'milestones[0].title: is missing'],
  [{ milestones: [{ at: 'soon', kind: 'note', title: 'T' }] }, 'milestones[0].at: must be a date or an instant'],
  [{ milestones: [{ at: '2024-01-01', kind: 'great', title: 'T' }] }, 'milestones[0].kind: must be one of highlight'],
  ['no milestones', 'holds no milestones'],
])('%j is refused whole, in one sentence', async (value, sentence) => {
  const before = await line.json('milestones', 'told');
  const { status, out, err } = await add(value);
  expect({ status, out }).toEqual({ status: 1, out: '' });
  expect(err).toContain(sentence);
  expect(err.trimEnd()).not.toContain('\n');
  expect(await line.json('milestones', 'told')).toEqual(before);
});

test.each(['csv', 'json', 'ics', 'grafana'])('%s: what goes out comes in again in another retro', async (form) => {
  await line.import(`other-${form}`, told);
  const file = `${line.folder}/milestones.${form}`;
  expect((await line.call(['milestones', 'told', '--as', form, '--out', file])).status).toBe(0);
  expect((await line.call(['milestones', 'told', '--as', form])).out).toBe(await readFile(file, 'utf8'));
  const plain = async (retro: string, change: object = {}): Promise<unknown> => {
    const { milestones } = (await line.json('milestones', retro)) as { milestones: object[] };
    return milestones.map((one) => ({ ...one, ...change }));
  };
  expect((await line.call(['milestones', `other-${form}`, '--add', file])).status).toBe(0);
  // Who noticed it stays at home, unless asked for.
  expect(await plain(`other-${form}`)).toEqual(await plain('told', { author: '' }));
  const named = (await line.call(['milestones', 'told', '--as', form, '--with-people'])).out;
  expect(named).toMatch(/\bme\b/);
  expect(await readFile(file, 'utf8')).not.toMatch(/\bme\b/);
});

test('rows that cannot be read are named, the others come in', async () => {
  await line.import('table', told);
  const file = await line.file('table.csv', ['date,title', '2024-02-01,Good', 'soon,Bad']);
  const { status, err } = await line.call(['milestones', 'table', '--add', file]);
  expect(status).toBe(3);
  expect(err).toContain('table.csv: line 3: at: must be a date');
  expect(((await line.json('milestones', 'table')) as { milestones: object[] }).milestones).toHaveLength(1);
});

test('evidence tells both sides with their numbers', async () => {
  const { milestones } = (await line.json('milestones', 'told')) as { milestones: { id: string; title: string }[] };
  const { id = '' } = milestones.find(({ title }) => title === 'Snapshot') ?? {};
  const report = (await line.json('evidence', 'told', id)) as { rows: { measure: string }[] };
  // Its week is the ninth; the week of the other milestone is the first.
  expect(report).toMatchObject({
    id,
    windows: {
      before: { from: '2024-01-08T00:00:00Z', to: '2024-02-26T00:00:00Z', weeks: 7 },
      after: { from: '2024-03-04T00:00:00Z', to: '2024-04-29T00:00:00Z', weeks: 8 },
    },
  });
  expect(report.rows.map(({ measure }) => measure)).toEqual([
    'deployments',
    'leadTimeHours',
    'batchSize',
    'changeFailRate',
    'firstPassYield',
    'flaky',
  ]);
  // RR = (40/8)/(7/7) = 5; standard error sqrt(1/7 + 1/40) as the weekly counts do not vary.
  const error = 1.959963984540054 * Math.sqrt(1 / 7 + 1 / 40);
  expect(report.rows[0]).toEqual({
    measure: 'deployments',
    before: { value: 1, count: 7, weeks: 7 },
    after: { value: 5, count: 40, weeks: 8 },
    effect: {
      ...{ kind: 'rate_ratio', value: 5 },
      low: expect.closeTo(5 * Math.exp(-error), 9) as number,
      high: expect.closeTo(5 * Math.exp(error), 9) as number,
    },
    verdict: 'clear',
    sentence: expect.stringContaining('Production deployments rose from 1.0 to 5.0 per week') as string,
    warnings: [],
  });
  expect(report.rows[1]).toMatchObject({ before: { value: null, n: 0 }, effect: null, verdict: 'not enough data' });
  expect(report.rows[4]).toMatchObject({ of: 'deploy', before: { value: 1, count: 7, total: 7 } });
});

test('what the data suggests is told with its facts, and is accepted or dismissed for good', async () => {
  interface Listed {
    milestones: { id: string; at: string; status: string; detected: { facts: { series: string }[] } | null }[];
  }
  const list = async (...words: string[]) => (await line.json('milestones', 'told', ...words)) as Listed;
  const found = (await list('--suggest')).milestones.filter((one) => one.status === 'suggested');
  const [first] = found;
  expect(first?.detected?.facts.map((fact) => fact.series)).toContain('deployments');

  const id = first?.id ?? '';
  const dismissed = await list('--dismiss', id);
  expect(dismissed.milestones.find((one) => one.id === id)?.status).toBe('dismissed');
  await line.import('told', told);
  expect(
    (await list('--suggest')).milestones.filter((one) => one.status === 'suggested').map((one) => one.id),
  ).not.toContain(id);
  expect((await list('--accept', id)).milestones.find((one) => one.id === id)?.status).toBe('accepted');

  const { status, err } = await line.call(['milestones', 'told', '--accept', 'nobody']);
  expect(status).toBe(1);
  expect(err).toMatch(/no suggestion or milestone “nobody”/);
});
