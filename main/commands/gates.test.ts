import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommandLine } from '../testing/commandLine';

let line: CommandLine;

const at = (day: number, hour: number) => new Date(Date.UTC(2024, 2, day, hour)).toISOString();
const made = (id: string, environment: string, day: number, hour: number, revision: string, outcome = 'passed') => ({
  ...{ record: 'run', id, pipeline: environment, outcome, environment },
  ...{ startedAt: at(day, hour), finishedAt: at(day, hour + 1) },
  revisions: [{ material: 'git:m', revision }],
});
const told = [
  { ...{ record: 'history', version: 1, source: 'ci' }, coverage: { from: at(1, 0), to: at(30, 0) } },
  made('copy/1', 'staging', 4, 8, 'a'),
  made('live/1', 'production', 4, 12, 'a'),
  made('copy/2', 'staging', 5, 8, 'b', 'failed'),
  made('live/2', 'production', 6, 12, 'c'),
];

beforeAll(async () => {
  line = await CommandLine.open();
  await line.import('told', told);
});
afterAll(() => line.close());

test('one document: coverage, what was stopped, minutes, week by week', async () => {
  const { gates, ...head } = (await line.json('gates', 'told')) as { gates: Record<string, unknown>[] };
  expect(head).toMatchObject({ environment: 'production', from: '2024-03-01T00:00:00Z' });
  expect(gates).toHaveLength(1);
  expect(gates[0]).toMatchObject({
    environment: 'staging',
    deployments: { passed: 1, skipped: 1, failed: 0, unknown: 0, coverage: 0.5 },
    revisions: { tried: 2, stopped: 1 },
    minutes: { n: 1, median: 60, runTotal: 60, waitTotal: 0 },
    stopped: [{ revision: 'b', runs: ['copy/2'], failedAt: '2024-03-05T09:00:00Z', fixedBy: null }],
  });
});

test('in words, for one gate; another is wrong usage', async () => {
  const { out } = await line.call(['gates', 'told', '--environment', 'staging']);
  expect(out).toContain('50.0 % (1 of 2 deployments)');
  expect(out).toContain('stopped            b on 2024-03-05T09:00:00');
  const wrong = await line.call(['gates', 'told', '--environment', 'nowhere']);
  expect(wrong.status).toBe(2);
  expect(wrong.err).toContain('known: staging');
});
