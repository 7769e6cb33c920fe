import type { Engine } from '../engine/engine';

/** Exit status of the command line: done, failed, wrong usage, done in part. */
export const exit = { done: 0, failed: 1, usage: 2, partly: 3 } as const;

export interface Terminal {
  /** Writes to standard output; waits where the reader is slow, so that printing streams. */
  out(text: string): Promise<void>;
  /** One line on standard error: warnings, summaries beside `--json`. */
  note(text: string): void;
  /** Replaces the progress line; nothing where standard error is no terminal. */
  progress(text: string): void;
}

/** A retro a command works on: its name in the store of that engine. */
export interface OpenedRetro {
  engine: Engine;
  name: string;
}

export interface CommandContext {
  /** Words after the command's name, options not yet taken out. */
  words: string[];
  json: boolean;
  terminal: Terminal;
  signal: AbortSignal;
  env: NodeJS.ProcessEnv;
  /** Opens the store on first use. `write` fails when another process holds it. */
  engine(access: 'read' | 'write'): Promise<Engine>;
  /**
   * Opens what a command is given as RETRO: a retro of the store, or a retro file, which is written back when the command
   * is done. `mayBeNew`: the file need not be there yet.
   */
  open(word: string, access: 'read' | 'write', how?: { mayBeNew: boolean }): Promise<OpenedRetro>;
  /** Runs this very command inside the Electron runtime; set where there is none in this process. */
  inElectron: (() => Promise<number>) | null;
}

export interface Command {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What `--help` prints after the name. */
  usage: string;
  run(context: CommandContext): Promise<number>;
}

/** A call that cannot be understood: exit status 2 with the sentence and the usage. */
export class UsageError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'UsageError';
  }
}

/** Whoever reads standard output has closed it: there is nobody left to write for. */
export class ReaderGone extends Error {
  constructor(options?: ErrorOptions) {
    super('Standard output was closed.', options);
    this.name = 'ReaderGone';
  }
}
