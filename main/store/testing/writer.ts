import { writeSync } from 'node:fs';
import process from 'node:process';
import { openStore } from '../store';
import { sampleRetro, sampleRun, january, hourMs } from './samples';

/** Saves generation after generation, document and history in turn, and says each number only when it is saved. */
const store = await openStore(process.argv[2] ?? '');
if (store.readOnly !== null) throw new Error(store.readOnly);
if (!(await store.retro('saas'))) await store.createRetro(sampleRetro('saas', '0'));
const start = Number((await store.retro('saas'))?.title);

for (let generation = start + 1; ; generation += 1) {
  const transaction = store.history('saas').begin('gocd');
  transaction.add([sampleRun(`run-${String(generation)}`, january + generation * hourMs)], generation);
  await transaction.commit();
  await store.saveRetro(sampleRetro('saas', String(generation)));
  // Straight to the pipe: a number that waits in this process would be lost with it.
  writeSync(1, `${String(generation)}\n`);
}
