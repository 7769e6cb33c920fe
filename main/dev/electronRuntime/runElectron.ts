import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { readyElectron } from './openElectron';
import { describeRuntime } from './runtime';

/** Runs Electron with `args` in front of the user, says on stderr which one it is, and returns its exit status. */
export async function runElectron(args: string[]): Promise<number> {
  const ready = await readyElectron({ see: true });
  process.stderr.write(`Using ${describeRuntime(ready.runtime)}\n`);
  try {
    return await new Promise<number>((resolve, reject) => {
      const child = spawn(ready.runtime.executable, [...ready.args, ...args], {
        stdio: 'inherit',
        env: ready.env,
      });
      // A Ctrl-C reaches the child by itself; this process only waits for what it makes of it.
      process.on('SIGINT', () => undefined);
      process.on('SIGTERM', () => child.kill('SIGTERM'));
      child.on('error', reject);
      child.on('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } finally {
    await ready.display.close();
  }
}
