import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A screen for windows: the user's own, or one nobody sees. */
export interface Display {
  /** What a program started on this display needs in its environment. */
  env: Record<string, string>;
  /** Ends the invisible screen; does nothing to the user's own. */
  close(): Promise<void>;
}

const screen = '1920x1080x24';
const startTimeoutMs = 15_000;

/** Whether windows can be seen here. macOS and Windows always have a screen. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** The user's screen, or an invisible one (Xvfb) started on the first free number. */
export async function openDisplay(): Promise<Display> {
  return hasDisplay() ? { env: {}, close: () => Promise.resolve() } : openInvisibleDisplay();
}

/** Starts Xvfb, which picks a free number itself and tells it through a pipe when it is ready. */
export async function openInvisibleDisplay(): Promise<Display> {
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    // A group of its own: a Ctrl-C in the terminal must not take the screen from a program that still tidies up.
    detached: true,
  });
  // Also when this process ends in a hurry nobody is left behind.
  const endNow = () => xvfb.kill();
  process.once('exit', endNow);
  const number = await readDisplayNumber(xvfb);
  return {
    env: { DISPLAY: `:${number}` },
    close: async () => {
      process.removeListener('exit', endNow);
      await end(xvfb);
    },
  };
}

function readDisplayNumber(xvfb: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`The invisible screen (Xvfb) ${what}.`));
    const timer = setTimeout(() => {
      xvfb.kill('SIGKILL');
      fail(`did not start in ${startTimeoutMs / 1000} s`);
    }, startTimeoutMs);
    xvfb.once('error', (error) => fail(`could not be started: ${error.message}`));
    xvfb.once('exit', (code) => fail(`ended at once (exit ${code})`));
    let text = '';
    const told = xvfb.stdio[3] as Readable;
    told.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      xvfb.removeAllListeners('exit');
      resolve(text.trim());
    });
  });
}

function end(xvfb: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (xvfb.exitCode !== null || xvfb.signalCode !== null) return resolve();
    xvfb.once('exit', () => resolve());
    xvfb.kill();
  });
}
