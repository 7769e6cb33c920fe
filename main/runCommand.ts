import { CommandStores } from './commandStores';
import { exit, ReaderGone, UsageError, type Command, type CommandContext, type Terminal } from './commands/command';
import { commands } from './commands/registry';
import { toFailure } from './engine/toFailure';

/** What is left of the command line once the options for every command are taken out. */
export interface Invocation {
  command: string | null;
  words: string[];
  store: string;
  json: boolean;
  debug: boolean;
  help: boolean;
  version: boolean;
  /** What the window opens with: `example`, or the name of a retro. Null: where it was. */
  open: string | null;
}

/** How `--debug` reaches the Electron runtime, which would take the word itself for one of its own options. */
export const debugVariable = 'SHIPLAPSE_DEBUG';

/** Options for every command may stand anywhere: `shiplapse --store DIR runs R` and `shiplapse runs R --store DIR`. */
export function parseInvocation(
  argv: readonly string[],
  defaultStore: string,
  env: NodeJS.ProcessEnv = process.env,
): Invocation {
  const invocation: Invocation = {
    command: null,
    words: [],
    store: defaultStore,
    json: false,
    debug: env[debugVariable] === '1',
    help: false,
    version: false,
    open: null,
  };
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] ?? '';
    if (word === '--') {
      invocation.words.push(...argv.slice(i));
      break;
    }
    if (word === '--store') {
      i += 1;
      const folder = argv[i];
      if (folder === undefined || folder === '') throw new UsageError('--store wants a folder.');
      invocation.store = folder;
    } else if (word.startsWith('--store=')) invocation.store = word.slice('--store='.length);
    else if (invocation.command === null && word === '--open') {
      i += 1;
      invocation.open = argv[i] ?? null;
      if (!invocation.open) throw new UsageError('--open wants “example” or the name of a retro.');
    } else if (word === '--json') invocation.json = true;
    else if (word === '--debug') invocation.debug = true;
    else if (word === '--help' || word === '-h') invocation.help = true;
    else if (word === '--version') invocation.version = true;
    else if (invocation.command === null && !word.startsWith('-')) invocation.command = word;
    else invocation.words.push(word);
  }
  if (invocation.command === 'help') {
    const [about] = invocation.words;
    return { ...invocation, command: about ?? null, words: [], help: true };
  }
  return invocation;
}

/** Runs one subcommand to its exit status. Never throws; a stack trace only with `--debug`. */
export async function runCommand(
  invocation: Invocation,
  terminal: Terminal,
  options: { signal: AbortSignal; inElectron: CommandContext['inElectron']; env: NodeJS.ProcessEnv },
): Promise<number> {
  const stores = new CommandStores(invocation.store, terminal);
  try {
    const command = commands.find((one) => one.name === invocation.command);
    if (!command) throw new UsageError(`There is no command “${invocation.command ?? ''}”.`);
    if (invocation.help) {
      await terminal.out(`shiplapse ${command.usage}\n\n${command.summary}\n`);
      return exit.done;
    }
    return await runIn(stores, command, { words: invocation.words, json: invocation.json, terminal, ...options });
  } catch (error) {
    return tell(error, invocation, terminal);
  } finally {
    await stores.close();
  }
}

async function runIn(
  stores: CommandStores,
  command: Command,
  context: Omit<CommandContext, 'engine' | 'open'>,
): Promise<number> {
  try {
    return await command.run({
      ...context,
      engine: (access) => stores.engine(access),
      open: (word, access, how = { mayBeNew: false }) => stores.open(word, access, how),
    });
  } finally {
    await stores.save();
  }
}

function tell(error: unknown, invocation: Invocation, terminal: Terminal): number {
  // A reader that has seen enough (`| head`) is no failure.
  if (error instanceof ReaderGone) return exit.done;
  if (invocation.debug && error instanceof Error) terminal.note(error.stack ?? error.message);
  if (error instanceof UsageError) {
    const usage = commands.find((one) => one.name === invocation.command)?.usage;
    terminal.note(`${error.message}\n${usage ? `usage: shiplapse ${usage}` : 'Try: shiplapse --help'}`);
    return exit.usage;
  }
  const failure = toFailure(error);
  terminal.note(failure.sentence);
  const usage = failure.kind === 'wrong_usage';
  return usage ? exit.usage : exit.failed;
}

export function help(version: string): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    `Shiplapse ${version}: release-process retrospectives from your own pipeline history`,
    '',
    'shiplapse [--open RETRO|example]     opens the window',
    'shiplapse COMMAND … [--store DIR] [--json] [--debug]',
    '',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    'shiplapse COMMAND --help says more. Exit status: 0 done, 1 failed, 2 wrong usage, 3 done in part.',
    '',
  ].join('\n');
}
