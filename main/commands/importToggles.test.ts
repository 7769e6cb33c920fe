import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommandLine } from '../testing/commandLine';

let line: CommandLine;

beforeAll(async () => {
  line = await CommandLine.open();
});
afterAll(() => line.close());

const togglesIn = async (retro: string) =>
  (await line.call(['runs', retro])).out.split('\n').filter((one) => one.includes('"record":"toggle"'));

test('toggles come in beside the history, twice the same is once, and a shorter list takes nothing away', async () => {
  const history = await line.file('history.jsonl', [
    { record: 'history', source: 'ci', zone: 'Europe/Berlin' },
    { record: 'run', id: '1', pipeline: 'p', outcome: 'passed', finishedAt: '2024-03-01T10:00:00Z' },
  ]);
  await line.call(['import', 'saas', '--source', 'runs', history]);
  const list = await line.file('toggles.csv', ['name,from,to,owner', 'cart,2024-03-01,,Ops', 'beta,2024-03-02,,']);
  const first = await line.call(['import', 'saas', '--source', 'runs', list, '--json']);
  expect(first.status).toBe(0);
  expect(JSON.parse(first.out)).toMatchObject({ runs: { added: 0 }, toggles: { added: 2, updated: 0 } });
  const kept = await togglesIn('saas');
  // Midnight of the zone of the retro, not of this machine.
  expect(kept[0]).toContain('"name":"cart","from":"2024-02-29T23:00:00Z","to":null,"on":null,"owner":"Ops"');

  const again = await line.call(['import', 'saas', '--source', 'runs', list, '--json']);
  expect(JSON.parse(again.out)).not.toHaveProperty('toggles');
  expect(await togglesIn('saas')).toEqual(kept);

  const shorter = await line.file('shorter.csv', ['flag;start;end', 'beta;2024-03-02;2024-05-01']);
  const third = await line.call(['import', 'saas', '--source', 'runs', shorter]);
  expect(third.out).toContain('0 feature toggles added, 1 updated');
  expect((await togglesIn('saas')).map((one) => /"name":"(.*?)".*"to":(.*?),/.exec(one)?.slice(1))).toEqual([
    ['cart', 'null'],
    ['beta', '"2024-04-30T22:00:00Z"'],
  ]);
});

test('what `runs` prints comes in again as the same toggles', async () => {
  const printed = await line.call(['runs', 'saas']);
  const file = await line.file('printed.jsonl', printed.out.trim().split('\n'));
  expect((await line.call(['import', 'copy', '--source', 'runs', file])).status).toBe(0);
  expect((await line.call(['runs', 'copy'])).out).toBe(printed.out);
});

test('a list with a row that cannot be read is taken in part, with file and line', async () => {
  const list = await line.file('odd.csv', ['name,from', 'a,2024-03-01', 'b,soon']);
  const { status, err } = await line.call(['import', 'odd', '--source', 'runs', list]);
  expect(status).toBe(3);
  expect(err).toContain('odd.csv:3: b: from is no date such as 2024-03-01');
});

test('--toggles goes with a git repository only', async () => {
  const { status, err } = await line.call(['import', 'x', '--source', 'runs', 'f.csv', '--toggles', 't.yml']);
  expect([status, err.includes('--source git')]).toEqual([2, true]);
});
