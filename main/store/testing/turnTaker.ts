import { writeSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { openStore } from '../store';
import { sampleRun, january, hourMs, sampleRetro } from './samples';

/**
 * Opens the store over and over, without asking whether another does. Whenever it may write it adds one to what is there, a few
 * times, and says each number once it is saved.
 */
const [folder = ''] = process.argv.slice(2);
for (;;) {
  const store = await openStore(folder);
  if (store.readOnly === null) {
    for (let times = 1 + Math.floor(Math.random() * 4); times > 0; times -= 1) {
      const generation = Number((await store.retro('saas'))?.title) + 1;
      const transaction = store.history('saas').begin('gocd');
      transaction.add([sampleRun(`run-${String(generation)}`, january + generation * hourMs)], generation);
      await transaction.commit();
      await store.saveRetro(sampleRetro('saas', String(generation)));
      writeSync(1, `${String(generation)}\n`);
    }
  } else writeSync(1, 'refused\n');
  await store.close();
  await wait(Math.random() * 20);
}
