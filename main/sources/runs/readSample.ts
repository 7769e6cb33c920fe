import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { FailureError } from '../../failure';
import type { Sample } from './detectFormat';

const headBytes = 64 * 1024;

/** The beginning of a file and its size in bytes. Throws `FailureError` where it cannot be read. */
export async function readSample(file: string): Promise<Sample & { size: number }> {
  try {
    if ((await stat(file)).isDirectory()) {
      throw new FailureError(
        'wrong_kind',
        `${file} is a folder; name the files in it, or use --source git for a checkout.`,
      );
    }
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      return { ...sampleOf(file, buffer.subarray(0, bytesRead).toString('utf8'), bytesRead >= size), size };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw error instanceof FailureError ? error : fileFailure(file, error);
  }
}

export function sampleOf(file: string, head: string, whole: boolean): Sample {
  return { path: file, head: head.replace(/^\uFEFF/, ''), whole };
}

/** What went wrong with a file on the disk, as a sentence. */
export function fileFailure(file: string, error: unknown): FailureError {
  const code = (error as NodeJS.ErrnoException).code;
  const name = path.basename(file);
  if (code === 'ENOENT') return new FailureError('not_found', `There is no file ${file}; check the name.`);
  if (code === 'EACCES' || code === 'EPERM') {
    return new FailureError('no_permission', `${name} may not be read; change its permissions.`, { cause: error });
  }
  return new FailureError('unreadable', `${name} could not be read (${code ?? 'unknown reason'}); try again.`, {
    cause: error,
  });
}
