import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { rounds, sayFigures } from '../../testing/soak';
import { openStore } from '../store';
import { filesBelow, removeTemporaryFolders, sampleRetro, temporaryFolder } from '../testing/samples';

afterAll(removeTemporaryFolders);

test('two that write at the same time never undo each other, and a reader never sees half of it', async () => {
  const folder = temporaryFolder();
  const first = await openStore(folder);
  await first.createRetro(sampleRetro('saas', '0'));
  await first.close();
  const writers = [startTurnTaker(folder), startTurnTaker(folder)];
  const reader = await openStore(folder, { lock: 'read' });
  let [reads, broken] = [0, 0];
  const saved = (): number[] => writers.flatMap(({ saved }) => saved);
  const isOver = (begun: number): boolean => Date.now() - begun > rounds(3_000, 60_000);
  while (writers.some((each) => each.saved.length === 0)) await reader.retro('saas');
  for (const begun = Date.now(); !isOver(begun);) {
    const least = Math.max(...saved());
    const title = Number((await reader.retro('saas'))?.title);
    const { runs } = await reader.history('saas').read();
    reads += 1;
    const isWhole =
      title >= least && runs.length >= title && runs.length === reader.history('saas').known('gocd').cursor;
    if (!isWhole || reader.damage.length > 0) broken += 1;
    // Others have something to do, too.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  for (const { child, gone } of writers) {
    child.kill('SIGKILL');
    await gone;
  }
  await reader.close();

  const store = await openStore(folder);
  const title = Number((await store.retro('saas'))?.title);
  const { runs } = await store.history('saas').read();
  const numbers = saved();
  const figures = {
    'seconds of two writers': rounds(3, 60),
    'saves of the one': writers[0]?.saved.length ?? 0,
    'saves of the other': writers[1]?.saved.length ?? 0,
    'turned away as the other had the lock': writers.reduce((sum, { refused }) => sum + refused(), 0),
    reads,
    'broken reads': broken,
    lost: numbers.filter((n) => n > title).length,
    'saved twice under one number': numbers.length - new Set(numbers).size,
    'leaked temporary files': (await filesBelow(folder)).filter((file) => file.includes('.tmp')).length,
  };
  sayFigures('D6 two writers and a reader', figures);
  expect(figures).toMatchObject({
    ...{ 'broken reads': 0, lost: 0, 'saved twice under one number': 0, 'leaked temporary files': 0 },
  });
  expect([store.readOnly, store.damage]).toEqual([null, []]);
  // One may have been killed between saving and saying so.
  expect([0, 1]).toContain(title - numbers.length);
  expect([0, 1]).toContain(runs.length - title);
  expect(figures['turned away as the other had the lock']).toBeGreaterThan(0);
  await store.close();
});

function startTurnTaker(folder: string) {
  const script = path.join(import.meta.dirname, '../testing/turnTaker.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const saved: number[] = [];
  let [rest, refused] = ['', 0];
  child.stdout.on('data', (data: Buffer) => {
    const lines = (rest + data.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === 'refused') refused += 1;
      else saved.push(Number(line));
    }
  });
  return { child, gone: once(child, 'exit'), saved, refused: () => refused };
}
