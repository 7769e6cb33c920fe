import process from 'node:process';
import { openStore } from '../../store/store';
import { Engine } from '../engine';
import { toFailure } from '../toFailure';
import { orderOf } from './importFrom';

/** A process of its own that imports once: `importer.ts STORE URL NOW`. Any line on its input cancels, as a person would. */
const [folder = '', url = '', now = ''] = process.argv.slice(2);
const controller = new AbortController();
process.stdin.once('data', () => controller.abort());
const store = await openStore(folder);
const options = { dryRun: false, signal: controller.signal, progress: () => undefined };
try {
  const { failures, runs } = await new Engine(store, () => Number(now)).import(orderOf(url), options);
  console.log(JSON.stringify({ runs, failures: failures.map(({ kind }) => kind) }));
} catch (error) {
  console.log(JSON.stringify({ failures: [toFailure(error).kind] }));
}
await store.close();
process.exit();
