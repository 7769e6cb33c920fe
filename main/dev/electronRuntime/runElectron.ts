import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { findElectron } from './findElectron';
import { describeRuntime } from './runtime';

/** Runs Electron with `args` in front of the user, says on stderr which one it is, and returns its exit status. */
export async function runElectron(args: string[]): Promise<number> {
  const electron = await findElectron({ headless: false });
  process.stderr.write(`Using ${describeRuntime(electron.runtime)}\n`);
  try {
    return await new Promise<number>((resolve, reject) => {
      const child = spawn(electron.executable, [...electron.flags, ...args], {
        stdio: 'inherit',
        env: { ...process.env, ...electron.env },
      });
      // A Ctrl-C reaches the child by itself; this process only waits for what it makes of it.
      process.on('SIGINT', () => undefined);
      process.on('SIGTERM', () => child.kill('SIGTERM'));
      child.on('error', reject);
      child.on('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } finally {
    await electron.release();
  }
}
