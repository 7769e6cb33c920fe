import { afterAll, expect, test } from 'vitest';
import { rounds, sayFigures } from '../testing/soak';
import { openStore } from './store';
import {
  filesBelow,
  hourMs,
  january,
  randomFrom,
  removeTemporaryFolders,
  sampleRetro,
  sampleRun,
  temporaryFolder,
} from './testing/samples';
import { PowerCut, type CutState, type Survival } from './testing/powerCut';

afterAll(removeTemporaryFolders);

const seed = Date.now();
const random = randomFrom(seed);
const chance = (): number => random(1_000_000) / 1_000_000;
/** Of what was not synced nothing is there, everything, only the newest change of a name, or anything. */
const survivals: Survival[] = [() => 0, () => 1, Number, chance];

test(
  'every state a power cut may leave opens to what was saved last, or was just being saved',
  { timeout: 3_600_000 },
  async () => {
    const folder = temporaryFolder();
    const states: { cut: CutState; saved: number }[] = [];
    let saved = -1;
    const recorder = new PowerCut(folder, (cut) => {
      for (const survival of survivals) states.push({ cut: cut.state(survival), saved });
    });
    const store = await openStore(folder, { fileSystem: recorder.fileSystem });
    await store.createRetro(sampleRetro('saas', '0'));
    saved = 0;
    for (let generation = 1; generation <= rounds(3, 30); generation += 1) {
      const transaction = store.history('saas').begin('gocd');
      // Every second one edits an older run too, so that segments are replaced.
      const edited = sampleRun('run-1', january + hourMs, { number: generation });
      transaction.add(
        [sampleRun(`run-${String(generation)}`, january + generation * 300 * hourMs), edited],
        generation,
      );
      await transaction.commit();
      await store.saveRetro(sampleRetro('saas', String(generation)));
      saved = generation;
    }
    await store.close();

    const seen = {
      'states of the disk': 0,
      old: 0,
      'just being saved': 0,
      lost: 0,
      doubled: 0,
      unreadable: 0,
      leaked: 0,
    };
    for (const { cut, saved: least } of states) {
      const after = temporaryFolder();
      await cut.write(after);
      const reopened = await openStore(after);
      const retro = await reopened.retro('saas');
      const context = `seed ${String(seed)}, after operation ${String(cut.after)}`;
      seen.unreadable += reopened.damage.length;
      expect(reopened.damage, context).toEqual([]);
      expect(least < 0 ? [undefined, '0'] : [String(least), String(least + 1)], context).toContain(retro?.title);
      if (retro) {
        const { runs } = await reopened.history('saas').read();
        const cursor = Number(reopened.history('saas').known('gocd').cursor ?? 0);
        const ids = new Set(runs.map(({ id }) => id));
        seen.doubled += runs.length - ids.size;
        if (Number(retro.title) < least || ids.size < least) seen.lost += 1;
        expect([least, least + 1], context).toContain(cursor);
        expect(runs.length, context).toBe(cursor);
      }
      const left = (await filesBelow(after)).filter((file) => file.includes('.tmp'));
      expect(left, context).toEqual([]);
      seen['states of the disk'] += 1;
      seen[Number(retro?.title ?? -1) === least ? 'old' : 'just being saved'] += 1;
      seen.leaked += left.length;
      await reopened.close();
      removeTemporaryFolders();
    }
    sayFigures('D2 power cuts', { 'operations cut after': new Set(states.map(({ cut }) => cut.after)).size, ...seen });
    expect(seen).toMatchObject({ lost: 0, doubled: 0, unreadable: 0, leaked: 0 });
    expect(seen['just being saved'], 'some cuts came before the change was told to be saved').toBeGreaterThan(0);
    expect(seen['states of the disk']).toBeGreaterThanOrEqual(rounds(200, 2_000));
  },
);
