import { answerCalls } from './ipc/answerCalls';
import { exportOnlyHandlers } from './ipc/exportOnlyHandlers';
import { UsageError } from './commands/command';
import { commands } from './commands/registry';
import { parseInvocation, runCommand } from './runCommand';
import { defaultStoreFolder } from './storeFolder';
import { processTerminal } from './terminal';

/** True where the words name a subcommand, so that no window opens. */
export function isSubcommand(words: string[]): boolean {
  try {
    const { command } = parseInvocation(words, '');
    return commands.some((one) => one.name === command);
  } catch {
    return true;
  }
}

/** The same command line inside the Electron runtime, where slides can be photographed. */
export async function runInElectron(words: string[]): Promise<number> {
  const terminal = processTerminal();
  answerCalls(exportOnlyHandlers());
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  process.on('SIGINT', abort);
  process.on('SIGTERM', abort);
  try {
    const invocation = parseInvocation(words, defaultStoreFolder());
    return await runCommand(invocation, terminal, { signal: controller.signal, env: process.env, inElectron: null });
  } catch (error) {
    terminal.note(error instanceof UsageError ? error.message : String(error));
    return 2;
  }
}
