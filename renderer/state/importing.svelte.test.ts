import { expect, test } from 'vitest';
import { buildFakeBridge } from '../harness/fakeBridge';

test('the form shows its sources and the servers of its retro at once, however late one of them comes', async () => {
  const bridge = buildFakeBridge({ library: 'full', longNames: false });
  let answer: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (answer = resolve));
  const server = { source: 'gocd', kind: 'gocd', url: 'https://ci.example', project: null, pipelines: [], lookedAt: 0 };
  const knownServers: typeof bridge.knownServers = async () => {
    await asked;
    return { ok: true, value: [server] };
  };
  Object.assign(globalThis, { window: { shiplapse: { ...bridge, knownServers } } });
  // It listens to the window from the moment it is there.
  const { Importing } = await import('./importing.svelte');
  const importing = new Importing('example');
  const loaded = importing.load([]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect([importing.sources, importing.servers]).toEqual([[], []]);
  answer();
  await loaded;
  expect(importing.sources.length).toBeGreaterThan(0);
  expect(importing.servers).toEqual([server]);
});
