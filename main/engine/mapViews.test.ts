import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildFacts } from '../domain/analysis/buildFacts';
import { firstView } from '../domain/analysis/map/buildEvolution';
import { keep } from '../domain/analysis/map/layout/keptLayout';
import { runTime } from '../domain/history/recordTime';
import type { History } from '../domain/history/records';
import { exampleRetro } from '../example/story';
import { openStore, type Store } from '../store/store';
import { exampleHistory } from '../testing/exampleRetro';
import { Engine } from './engine';
import { newRetro } from './newRetro';

let whole: History;
let folder: string;
let store: Store;

const monthMs = 30 * 86_400_000;
const name = 'grown';

vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  whole = await exampleHistory();
  folder = await mkdtemp(path.join(os.tmpdir(), 'shiplapse-map-'));
  store = await openStore(folder, { lock: 'write' });
}, 60_000);
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** The history as it was known some months before its end. */
function until(months: number): History {
  const end = Math.max(...whole.runs.map((run) => runTime(run) ?? 0)) - months * monthMs;
  return { ...whole, runs: whole.runs.filter((run) => (runTime(run) ?? 0) < end) };
}

test.each([1, 2, 4, 8, 12])('the last %i months of the example move nothing that stood', (months) => {
  const early = buildFacts(until(months), exampleRetro.environments).evolution;
  const view = { ...firstView, keptUnder: () => keep(early) };
  const late = buildFacts(whole, exampleRetro.environments, view).evolution;
  const moved = early.nodes.flatMap(({ id, x, y }) => {
    const now = late.nodes.find((node) => node.id === id);
    return now?.x === x && now.y === y ? [] : [id];
  });
  expect(early.nodes.length).toBeGreaterThan(4);
  expect(moved).toEqual([]);
});

async function importRuns({ runs }: History): Promise<void> {
  const transaction = store.history(name).begin('go');
  transaction.add(runs.map((run) => ({ ...run, source: 'go' })));
  await transaction.commit();
}

const placesAt = async (engine: Engine): Promise<Map<string, [number, number]>> => {
  const { nodes } = await engine.map(name, Math.max(...whole.runs.map((run) => runTime(run) ?? 0)));
  return new Map(nodes.map(({ id, x, y }) => [id, [x, y]]));
};

test('places are kept with the history, through imports, restarts and a lost document', async () => {
  await store.createRetro({ ...newRetro(name, 'UTC', 0), environments: exampleRetro.environments });
  await importRuns(until(8));
  const first = await placesAt(new Engine(store));
  await importRuns(whole);
  const second = await placesAt(new Engine(store));
  const both = [...first.keys()].filter((id) => second.has(id));
  expect(both.length).toBeGreaterThan(4);
  for (const id of both) expect(second.get(id)).toEqual(first.get(id));
  expect(await placesAt(new Engine(store))).toEqual(second);

  // The window draws from the same places.
  const { evolution } = await new Engine(store).facts(await new Engine(store).retro(name));
  for (const [id, at] of second)
    expect(evolution.nodes.find((node) => node.id === id)).toMatchObject({ x: at[0], y: at[1] });

  await rm(path.join(folder, 'retros', name, 'map.json'));
  await rm(path.join(folder, 'retros', name, 'map.json.previous'), { force: true });
  expect((await placesAt(new Engine(store))).size).toBe(second.size);
  expect(store.damage).toEqual([]);
});

test('tidying up lays everything out anew, and can be taken back', async () => {
  const retro = await new Engine(store).retro(name);
  const rows = async (engine: Engine): Promise<unknown> =>
    (await engine.facts(retro)).evolution.nodes.map(({ id, x, y }) => [id, x, y]);
  await store.saveMapView(name, { open: [], layouts: [], replaced: null });
  const laidOut = await rows(new Engine(store));
  const document = await store.mapView(name);
  for (const { layout } of document.layouts) for (const node of layout.nodes) node.y += 400;
  await store.saveMapView(name, document);

  const engine = new Engine(store);
  const before = await rows(engine);
  expect(before).not.toEqual(laidOut);
  await engine.arrangeMap(name, 'anew');
  expect(await rows(engine)).toEqual(laidOut);
  await engine.arrangeMap(name, 'back');
  expect(await rows(engine)).toEqual(before);
  expect(await rows(new Engine(store))).toEqual(before);
});
