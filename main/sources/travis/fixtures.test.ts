import { expect } from 'vitest';
import { parseInstant } from '../../domain/time/instant';
import { recordedReplies, rowOf } from '../testing/recorded';
import { importsOf } from '../testing/testImport';
import { travis } from './source';

const { recorded, at, folder, json } = recordedReplies('travis');
const { files } = importsOf(travis);

recorded('roadie-builds.json: a build of API v3', async () => {
  const { runs, rejected, failures } = await files(at('roadie-builds.json'));
  expect([rejected, failures]).toEqual([[], []]);
  expect(runs.map(rowOf)).toEqual([
    [
      '234771637',
      'RoadieHQ/sample-service',
      455,
      'push',
      'passed',
      'passed',
      null,
      '2021-08-07T22:24:16Z',
      '2021-08-07T22:24:47Z',
    ],
  ]);
  expect(runs[0]).toMatchObject({
    actor: 'dtuite',
    stages: [],
    revisions: [
      {
        material: 'git:sample-service',
        branch: 'main',
        revision: 'f8ce054765890e90f0fa6d0c9078029d5276b89c',
        committedAt: parseInstant('2021-08-07T22:23:47Z'),
        message: 'Playwright test Commit message',
      },
    ],
  });
});

recorded('travis-builds.json: builds of API v2, counted again from the file', async () => {
  const { runs, rejected } = await files(at('travis-builds.json'));
  const items = json('travis-builds.json') as Record<string, string | number>[];
  expect([items.length, runs.length, rejected.length]).toEqual([10, 10, 0]);
  for (const item of items) {
    expect(runs.find(({ id }) => id === String(item.id))).toMatchObject({
      pipeline: 'repository 12735279',
      number: Number(item.number),
      trigger: item.event_type,
      outcome: { passed: 'passed', failed: 'failed', errored: 'failed', canceled: 'cancelled' }[String(item.state)],
      sourceOutcome: item.state,
      queuedAt: null,
      startedAt: parseInstant(String(item.started_at)),
      finishedAt: parseInstant(String(item.finished_at)),
    });
  }
});

recorded('the whole folder is one import', async () => {
  const { runs, rejected, failures } = await files([folder]);
  expect([runs.length, rejected, failures]).toEqual([11, [], []]);
});
