import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { rounds, sayFigures } from '../testing/soak';
import { openStore } from './store';
import { filesBelow, removeTemporaryFolders, temporaryFolder } from './testing/samples';
import { startWriter } from './testing/startWriter';

afterAll(removeTemporaryFolders);

test('what was said to be saved survives a kill at any moment', { timeout: 3_600_000 }, async () => {
  const folder = temporaryFolder();
  const kills = rounds(40, 500);
  const seen = {
    injected: 0,
    'acknowledged saves': 0,
    lost: 0,
    doubled: 0,
    unreadable: 0,
    'leaked temporary files': 0,
  };
  for (let round = 0; round < kills; round += 1) {
    const writer = await startWriter(folder);
    await wait(1 + Math.random() * 299);
    expect(writer.child.exitCode, 'it still wrote when it was killed').toBeNull();
    await writer.kill();
    expect(writer.child.signalCode).toBe('SIGKILL');
    seen.injected += 1;
    const acknowledged = writer.acknowledged();

    const store = await openStore(folder);
    const title = Number((await store.retro('saas'))?.title);
    const { cursor } = store.history('saas').known('gocd');
    const { runs } = await store.history('saas').read();
    const ids = new Set(runs.map(({ id }) => id));
    seen['acknowledged saves'] = acknowledged;
    seen.doubled += runs.length - ids.size;
    seen.unreadable += store.damage.length + (store.readOnly === null ? 0 : 1);
    seen['leaked temporary files'] += (await filesBelow(folder)).filter((file) => file.includes('.tmp')).length;
    // The cursor moved only with its record, and nothing between is missing.
    if (title < acknowledged || ids.size < acknowledged) seen.lost += 1;
    expect([acknowledged, acknowledged + 1]).toContain(title);
    expect([title, title + 1]).toContain(cursor);
    expect(ids.size).toBe(cursor);
    await store.close();
  }
  sayFigures('D1 kills', seen);
  const none = { lost: 0, doubled: 0, unreadable: 0, 'leaked temporary files': 0 };
  expect(seen).toMatchObject({ injected: kills, ...none });
});
