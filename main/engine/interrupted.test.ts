import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { closeServers, githubServer, runsUpTo } from '../sources/github/testGithub';
import type { TestServer } from '../sources/http/testServer';
import { openStore } from '../store/store';
import { filesBelow, randomFrom, removeTemporaryFolders, temporaryFolder } from '../store/testing/samples';
import { rounds, sayFigures } from '../testing/soak';
import { contentOf, firstDifference, retro } from './testing/importFrom';

afterEach(async () => {
  await closeServers();
  removeTemporaryFolders();
});

/** After everything on the server, by both clocks. */
const now = Date.UTC(2027, 0, 1);
/** Runs on a page of the server: each is asked for its jobs, so that a page is a hundred requests and one. */
const runsOnAPage = 100;
const ways = ['cancelled', 'killed', 'server gone'] as const;

test(
  'an interrupted import goes on where it stopped, and ends with the same store',
  { timeout: 3_600_000 },
  async () => {
    const interruptions = rounds(3, 50);
    const seed = Date.now();
    const random = randomFrom(seed);
    const runs = runsUpTo(600 + interruptions * 170);
    /** Runs whose jobs were sent whole, by how often. */
    const sent = new Map<string, number>();
    let [left, interrupt] = [Infinity, () => undefined as void];
    const server = await githubServer({
      runs,
      instead: (asked, _, response) => {
        response.setHeader('date', new Date(now).toUTCString());
        const id = /\/runs\/(\d+)\/jobs/.exec(asked)?.[1];
        if (id) response.once('finish', () => sent.set(id, (sent.get(id) ?? 0) + 1));
        left -= 1;
        if (left === 0) interrupt();
        return false;
      },
    });

    const folder = path.join(temporaryFolder(), 'store');
    const seen = { cancelled: 0, killed: 0, 'server gone': 0 };
    const repeated: number[] = [];
    let leaked = 0;
    for (let round = 0; round < interruptions; round += 1) {
      const before = new Set(sent.keys());
      sent.clear();
      const way = ways[round % ways.length] ?? 'killed';
      const importer = startImporter(folder, server);
      const isInterrupted = new Promise<void>((resolve) => (interrupt = resolve));
      left = 30 + random(250);
      await Promise.race([isInterrupted, importer.ended]);
      expect(importer.child.exitCode, `it was still at work (seed ${String(seed)})`).toBeNull();
      if (way === 'cancelled') importer.child.stdin.write('stop\n');
      else if (way === 'killed') importer.child.kill('SIGKILL');
      else await server.close();
      await importer.ended;
      if (way === 'server gone') await server.comeBack();
      seen[way] += 1;

      repeated.push([...sent.keys()].filter((id) => before.has(id)).length);
      for (const id of before) if (!sent.has(id)) sent.set(id, 1);
      const store = await openStore(folder);
      expect([store.readOnly, store.damage]).toEqual([null, []]);
      await store.close();
      leaked += (await filesBelow(folder)).filter((file) => file.includes('.tmp')).length;
    }

    left = Infinity;
    await startImporter(folder, server).ended;
    const clean = path.join(temporaryFolder(), 'store');
    await startImporter(clean, server).ended;
    const [result, expected] = [await look(folder), await look(clean)];
    const most = Math.max(...repeated) / runsOnAPage;
    const figures = {
      interruptions,
      ...seen,
      runs: runs.length,
      'runs asked for twice': repeated.reduce((sum, one) => sum + one, 0),
      'pages repeated by one at most': Number(most.toFixed(2)),
      lost: runs.length - result.ids.size,
      doubled: result.count - result.ids.size,
      'leaked temporary files': leaked,
    };
    sayFigures(`F7 interruptions (seed ${String(seed)})`, figures);
    expect(figures, `seed ${String(seed)}`).toMatchObject({ lost: 0, doubled: 0, 'leaked temporary files': 0 });
    expect(firstDifference(expected.content, result.content), `seed ${String(seed)}`).toBeNull();
    expect(most, `seed ${String(seed)}`).toBeLessThanOrEqual(1);
    expect(seen.cancelled + seen.killed + seen['server gone']).toBe(interruptions);
  },
);

function startImporter(folder: string, server: TestServer) {
  const script = path.join(import.meta.dirname, 'testing/importer.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, server.origin, String(now)], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  // It may be gone before it reads what it is told.
  child.stdin.on('error', () => undefined);
  return { child, ended: once(child, 'exit') };
}

async function look(folder: string) {
  const store = await openStore(folder, { lock: 'read' });
  const { runs } = await store.history(retro).read();
  const content = await contentOf(store);
  await store.close();
  return { content, count: runs.length, ids: new Set(runs.map(({ id }) => id)) };
}
