import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandLine } from '../testing/commandLine';

let line: CommandLine;

beforeAll(async () => {
  line = await CommandLine.open();
  await line.import('R', [
    { record: 'run', id: 'd/1', pipeline: 'deploy', outcome: 'passed', finishedAt: '2024-01-03T10:00:00Z' },
  ]);
});
afterAll(() => line.close());

describe('wrong usage is status 2 and says what was meant', () => {
  test.each([
    [['nope'], 'There is no command “nope”.'],
    [['runs'], 'Name a retro.'],
    [['runs', 'R', 'S'], '“S” is one word too many.'],
    [['runs', '../R'], '“../R” cannot be the name of a retro'],
    [['sources', 'x'], '“x” is one word too many.'],
    [['metrics', 'R', '--bucket', 'day'], '--bucket is one of week, month, not “day”.'],
    [['metrics', 'R', '--nope'], "Unknown option '--nope'"],
    [['metrics', 'R', '--since', '2024-02-30'], '--since wants a date'],
    [['metrics', 'R', '--since', '2024-03-01T09:00:00'], '--since wants a date'],
    [['metrics', 'R', '--since', '2024-03-02', '--until', '2024-03-01'], '--until lies before --since.'],
    [['metrics', 'R', '--zone', 'Mars'], '--zone wants the name of a time zone'],
    [['metrics', 'R', '--environment', 'x'], 'There is no environment or group “x”'],
    [['metrics', 'R', '--track', 'x'], 'There is no track “x”'],
    [['metrics', 'R', '--pipeline', 'x'], 'There is no pipeline or stage “x”'],
    [['map', 'R'], 'Give either --at D or --run ID.'],
    [['map', 'R', '--at', '2024-01-01', '--run', 'd/1'], 'Give either --at D or --run ID.'],
    [['map', 'R', '--run', 'd/1', '--against', '2024-01-01'], '--against goes with --at.'],
    [['map', 'R', '--at', '2024-01-01', '--since', '2024-01-01'], '--since and --until go with --run.'],
    [['evidence', 'R'], 'Name the milestone by its id'],
    [['import', 'R'], 'Say what to import from with --source KIND.'],
    [['import', 'R', '--source', 'nope', 'f'], 'There is no source kind “nope”'],
    [['import', 'R', '--source', 'runs'], 'Name what to read'],
    [['import', 'R', '--source', 'gocd'], 'Name files to read, or the server to ask with --url'],
    [['import', 'R', '--source', 'gocd', 'f', '--url', 'https://ci.example'], 'Name files or --url, not both.'],
    [['import', 'a b', '--source', 'runs', 'f'], '“a b” cannot be the name of a retro'],
    [['export', 'R', '--as', 'md'], 'Say where to write with --out PATH.'],
    [['export', 'R', '--as', 'docx', '--out', 'x'], '--as is one of'],
    [['export', 'R', '--as', 'video', '--out', 'film.avi'], '--out of a video ends in .webm or .mp4.'],
    [
      ['export', 'R', '--as', 'video', '--out', 'film.webm', '--seconds', '45'],
      '--seconds is one of 30, 60, 120, not “45”.',
    ],
    [['export', 'R', '--as', 'video', '--out', 'film.mp4', '--codec', 'vp9'], '.mp4 cannot hold vp9.'],
    [['export', 'R', '--as', 'pdf', '--out', 'x', '--shape', '1:1'], '--shape goes with --as video'],
    [['export', 'R', '--as', 'pdf', '--out', 'x', '--with-film'], '--with-film goes with --as pptx.'],
    [['export', 'R', '--as', 'png', '--out', 'x', '--film', 'all'], '--film is one of frames, sheet, poster'],
  ])('%s', async (words, sentence) => {
    const { status, out, err } = await line.call(words);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/\n {4}at /);
  });
});

test('secrets in an address or a word are not repeated', async () => {
  for (const words of [
    ['import', 'R', '--source', 'gocd', '--url', 'ftp://me:hunter2@ci.example/go'],
    ['import', 'R', '--source', 'gocd', '--url', 'https://me:hunter2@ci.example/go'],
    ['import', 'R', '--source', 'gocd', '--token=hunter2'],
    ['import', 'R', '--source', 'gocd', '--token', 'hunter2'],
  ]) {
    const { status, out, err } = await line.call(words);
    expect(status).toBeGreaterThan(0);
    expect(out + err).not.toContain('hunter2');
  }
});

test('help, also asked for as a command', async () => {
  expect((await line.call(['help', 'runs'])).out).toContain('shiplapse runs RETRO');
  expect(await line.call(['runs', '--help'])).toEqual(await line.call(['help', 'runs']));
});

describe('what failed is status 1 with one sentence', () => {
  test.each([
    [['runs', 'Nope'], 'There is no retro “Nope” in this store. There are: R.\n'],
    [['map', 'R', '--run', 'd/9'], 'There is no run "d/9" in this retro; "shiplapse runs" lists all ids.\n'],
    [['evidence', 'R', 'm'], 'There is no milestone “m” in this retro; “shiplapse milestones” lists all ids.\n'],
    [['import', 'R', '--source', 'runs', 'none.jsonl'], 'There is no file none.jsonl; check the name.\n'],
    [['environments', 'R', '--set', 'none.json'], 'none.json: there is no such file; check the path.\n'],
    [
      ['import', 'R', '--source', 'runs', 'f', '--token-env', 'NO_SUCH_TOKEN'],
      'The environment variable NO_SUCH_TOKEN is not set; put the token there.\n',
    ],
  ])('%s', async (words, sentence) => {
    expect(await line.call(words)).toEqual({ status: 1, out: '', err: sentence });
  });

  test('a stack only where it is asked for', async () => {
    expect((await line.call(['runs', 'Nope', '--debug'])).err).toMatch(/\n {4}at /);
  });
});

test('options for every command may stand anywhere, and --json gives exactly one document', async () => {
  for (const words of [
    ['sources', '--json'],
    ['--json', 'environments', 'R'],
    ['runs', '--json', 'R'],
    ['metrics', 'R', '--json'],
    ['map', 'R', '--at', '2024-01-04', '--json'],
    ['map', 'R', '--at', '2024-01-04', '--against', '2024-01-01', '--json'],
    ['milestones', 'R', '--json'],
  ]) {
    const { status, out, err } = await line.call(words);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(JSON.parse(out)).toBeTypeOf('object');
  }
});
