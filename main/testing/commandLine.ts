import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseInvocation, runCommand } from '../runCommand';

/** What one call of the command line came to. */
export interface Call {
  status: number;
  out: string;
  err: string;
}

/** The real commands against a real store in a folder of their own, without a process for each call. */
export class CommandLine {
  private constructor(readonly folder: string) {}

  static async open(): Promise<CommandLine> {
    return new CommandLine(await mkdtemp(path.join(os.tmpdir(), 'shiplapse-calls-')));
  }

  get store(): string {
    return path.join(this.folder, 'store');
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Writes a file of lines and gives its path. Lines that are no text become JSON. */
  async file(name: string, lines: readonly unknown[]): Promise<string> {
    const file = path.join(this.folder, name);
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
    await writeFile(file, `${text.join('\n')}\n`);
    return file;
  }

  async call(
    words: readonly string[],
    { signal = new AbortController().signal, env = {} }: { signal?: AbortSignal; env?: NodeJS.ProcessEnv } = {},
  ): Promise<Call> {
    const call: Call = { status: -1, out: '', err: '' };
    const terminal = {
      out: (text: string) => {
        call.out += text;
        return Promise.resolve();
      },
      note: (text: string) => {
        call.err += `${text}\n`;
      },
      progress: () => undefined,
    };
    const invocation = parseInvocation(words, this.store, {});
    call.status = await runCommand(invocation, terminal, { signal, env, inElectron: null });
    return call;
  }

  /** A call that must succeed, with its one JSON document. */
  async json(...words: string[]): Promise<unknown> {
    const { status, out, err } = await this.call([...words, '--json']);
    if (status !== 0) throw new Error(`shiplapse ${words.join(' ')}: status ${String(status)}: ${err}`);
    return JSON.parse(out) as unknown;
  }

  /** Imports records of the neutral format into a retro, which must succeed whole. */
  async import(retro: string, lines: readonly unknown[], name = `${retro}.jsonl`): Promise<unknown> {
    return this.json('import', retro, '--source', 'runs', await this.file(name, lines));
  }
}
