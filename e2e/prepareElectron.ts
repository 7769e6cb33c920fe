import { findElectron } from '../main/dev/electronRuntime/findElectron';
import { describeRuntime } from '../main/dev/electronRuntime/runtime';

/** Once before all tests: an Electron, and a screen where there is none. Playwright hands this environment to the tests. */
export default async function prepareElectron(): Promise<() => Promise<void>> {
  const electron = await findElectron({ headless: true });
  process.stdout.write(`Using ${describeRuntime(electron.runtime)}\n`);
  Object.assign(process.env, electron.env);
  return () => electron.release();
}
