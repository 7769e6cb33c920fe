import { afterEach, expect, test } from 'vitest';
import { closeServers, githubServer, runsUpTo } from '../sources/github/testGithub';
import { openStore, type Store } from '../store/store';
import { removeTemporaryFolders, temporaryFolder } from '../store/testing/samples';
import { rounds, sayFigures } from '../testing/soak';
import { Engine } from './engine';
import { Faults } from './testing/faultyServer';
import { contentOf, firstDifference, orderOf, retro } from './testing/importFrom';

afterEach(async () => {
  await closeServers();
  removeTemporaryFolders();
});

/** After everything on the server, by both clocks. */
const now = Date.UTC(2026, 0, 1);
const mostTries = 5;
const mostImports = 4;

test('with one answer of five wrong, the store is the same as without', { timeout: 3_600_000 }, async () => {
  const runs = runsUpTo(rounds(300, 10_000));
  const seed = Date.now();
  const sound = await importAll(runs, null);
  const faults = new Faults(seed, 20, rounds(0, 3));
  const faulty = await importAll(runs, faults);
  const figures = {
    runs: runs.length,
    requests: faults.asked,
    'answered wrongly': faults.total,
    ...faults.injected,
    'given up after 5 tries and asked for by the next import': faulty.failures,
    imports: faulty.imports,
    'tries of one page at most': faults.mostTries,
    lost: runs.length - faulty.ids.size,
    doubled: faulty.count - faulty.ids.size,
  };
  sayFigures(`F1 faults of a server (seed ${String(seed)})`, figures);
  expect(figures, `seed ${String(seed)}`).toMatchObject({ lost: 0, doubled: 0 });
  expect(firstDifference(sound.content, faulty.content), `seed ${String(seed)}`).toBeNull();
  expect(faults.total).toBeGreaterThan(faults.asked * 0.15);
  expect(faults.mostTries).toBeLessThanOrEqual(mostTries);
});

/** What was given up is told, and asked for by the next import, as a person would start it. */
async function importAll(runs: ReturnType<typeof runsUpTo>, faults: Faults | null) {
  const server = await githubServer({
    runs,
    instead: (path, request, response) => {
      response.setHeader('date', new Date(now).toUTCString());
      return faults?.answer(path, request, response) ?? false;
    },
  });
  const store = await openStore(temporaryFolder());
  const engine = new Engine(store, () => now);
  let failures = 0;
  let imports = 0;
  for (let left = 1; left > 0 && imports < mostImports; imports += 1) {
    faults?.inARow.clear();
    const options = { dryRun: false, signal: new AbortController().signal, progress: () => undefined };
    left = (await engine.import(orderOf(server.origin), options)).failures.length;
    failures += left;
  }
  const seen = { content: await contentOf(store), ...(await countOf(store)), failures, imports };
  await store.close();
  return { ...seen, content: seen.content.replaceAll(server.origin, '') };
}

async function countOf(store: Store): Promise<{ count: number; ids: Set<string> }> {
  const { runs } = await store.history(retro).read();
  return { count: runs.length, ids: new Set(runs.map(({ id }) => id)) };
}
