import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openStore } from './store';
import { filesBelow, removeTemporaryFolders, rounds, temporaryFolder } from './testing/samples';
import { startWriter } from './testing/startWriter';

afterAll(removeTemporaryFolders);

test('what was said to be saved survives a kill at any moment', { timeout: 3_600_000 }, async () => {
  const folder = temporaryFolder();
  const kills = rounds(40, 500);
  let survived = 0;
  for (let round = 0; round < kills; round += 1) {
    const writer = await startWriter(folder);
    await wait(1 + Math.random() * 299);
    await writer.kill();
    const store = await openStore(folder);
    const title = Number((await store.retro('saas'))?.title);
    const { cursor } = store.history('saas').known('gocd');
    const { runs } = await store.history('saas').read();
    expect([store.readOnly, store.damage]).toEqual([null, []]);
    expect([writer.acknowledged(), writer.acknowledged() + 1]).toContain(title);
    expect([title, title + 1]).toContain(cursor);
    // The cursor moved only with its record, and nothing between is missing.
    expect(runs).toHaveLength(Number(cursor));
    expect((await filesBelow(folder)).filter((file) => file.includes('.tmp'))).toEqual([]);
    await store.close();
    survived += 1;
  }
  expect(survived).toBe(kills);
});
