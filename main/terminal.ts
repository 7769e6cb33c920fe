import { ReaderGone, type Terminal } from './commands/command';

/** Standard output and error as a command sees them. Progress is drawn only where somebody watches. */
export function processTerminal(
  stdout: NodeJS.WriteStream = process.stdout,
  stderr: NodeJS.WriteStream = process.stderr,
): Terminal {
  let drawn = false;
  // The write that fails says so itself; unheard, the event would end the process with a stack trace.
  stdout.on('error', () => undefined);
  stderr.on('error', () => undefined);
  const clear = (): void => {
    if (drawn) stderr.write('\r\x1b[K');
    drawn = false;
  };
  return {
    out(text) {
      clear();
      return new Promise((resolve, reject) => {
        stdout.write(text, (error) => {
          if (!error) resolve();
          else reject((error as NodeJS.ErrnoException).code === 'EPIPE' ? new ReaderGone({ cause: error }) : error);
        });
      });
    },
    note(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (!stderr.isTTY) return;
      stderr.write(`\r\x1b[K${text.slice(0, Math.max(20, stderr.columns - 1))}`);
      drawn = true;
    },
  };
}
