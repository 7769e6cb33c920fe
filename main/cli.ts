import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../package.json';
import { exit, UsageError } from './commands/command';
import { toFailure } from './engine/toFailure';
import { debugVariable, help, parseInvocation, runCommand } from './runCommand';
import { defaultStoreFolder } from './storeFolder';
import { processTerminal } from './terminal';

/** The command line in plain Node. Only the window and what must be photographed need the Electron runtime. */
async function main(argv: string[]): Promise<number> {
  const terminal = processTerminal();
  try {
    const invocation = parseInvocation(argv, defaultStoreFolder());
    if (invocation.version) {
      await terminal.out(`${version}\n`);
      return exit.done;
    }
    if (invocation.command === null && invocation.help) {
      await terminal.out(help(version));
      return exit.done;
    }
    const opensWindow = invocation.command === null || invocation.command.endsWith('.shiplapse');
    if (opensWindow) return await inElectron(argv, false);

    const controller = new AbortController();
    let interrupts = 0;
    process.on('SIGINT', () => {
      interrupts += 1;
      if (interrupts > 1) process.exit(130);
      controller.abort();
    });
    process.on('SIGTERM', () => {
      controller.abort();
    });
    return await runCommand(invocation, terminal, {
      signal: controller.signal,
      env: process.env,
      inElectron: () => inElectron(argv, true),
    });
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.note(error.message);
      return exit.usage;
    }
    terminal.note(error instanceof Error ? error.message : toFailure(error).sentence);
    return exit.failed;
  }
}

/** The same words again, inside the Electron runtime. The runtime module is loaded only where it is needed. */
async function inElectron(argv: string[], headless: boolean): Promise<number> {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
  const { findElectron } = await import('./dev/electronRuntime/findElectron');
  const electron = await findElectron({ headless });
  const words = wordsForElectron(argv);
  try {
    return await new Promise<number>((resolve, reject) => {
      const child = spawn(electron.executable, [...electron.flags, root, ...words.kept], {
        stdio: 'inherit',
        env: { ...process.env, ...electron.env, ...words.env },
      });
      // A Ctrl-C reaches the child by itself; this process only waits for it and passes on what it alone was sent.
      process.on('SIGINT', () => undefined);
      process.on('SIGTERM', () => child.kill('SIGTERM'));
      child.on('error', reject);
      child.on('close', (code, signal) => {
        resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
      });
    });
  } finally {
    await electron.release();
  }
}

/** The runtime would read `--debug` as an option of its own and refuse it, so it travels in the environment. */
function wordsForElectron(argv: readonly string[]): { kept: string[]; env: NodeJS.ProcessEnv } {
  const end = argv.indexOf('--');
  const kept = argv.filter((word, place) => word !== '--debug' || (end >= 0 && place > end));
  return { kept, env: kept.length < argv.length ? { [debugVariable]: '1' } : {} };
}

process.exitCode = await main(process.argv.slice(2));
