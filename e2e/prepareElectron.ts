import { readyElectron } from '../main/dev/electronRuntime/openElectron';
import { describeRuntime } from '../main/dev/electronRuntime/runtime';

/** Once before all tests: an Electron, and a screen where there is none. Playwright hands this environment to the tests. */
export default async function prepareElectron(): Promise<() => Promise<void>> {
  const ready = await readyElectron();
  process.stdout.write(`Using ${describeRuntime(ready.runtime)}\n`);
  Object.assign(process.env, ready.env);
  return () => ready.display.close();
}
