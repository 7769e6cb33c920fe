import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A process of its own that saves one generation after another and says each number once it is saved. */
export interface Writer {
  child: ChildProcess;
  /** The highest number it said so far. */
  acknowledged(): number;
  /** SIGKILL, and wait until it is gone. */
  kill(): Promise<void>;
}

/** Resolves when the first generation is saved. */
export async function startWriter(folder: string): Promise<Writer> {
  const script = path.join(import.meta.dirname, 'writer.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  let last = 0;
  let rest = '';
  const first = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => {
      const lines = (rest + data.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) last = Number(line);
      if (last > 0) resolve();
    });
    child.once('exit', (code) => {
      reject(new Error(`The writer ended by itself (${String(code)}).`));
    });
  });
  await first;
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  return { child, acknowledged: () => last, kill };
}
