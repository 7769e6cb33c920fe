import { readFile } from 'node:fs/promises';
import { FailureError } from '../failure';

/** A file of text somebody wrote for us; a sentence where it cannot be read. */
export async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : 'it cannot be read';
    throw new FailureError('wrong_input', `${path}: ${reason}; check the path.`, { cause: error });
  });
}

/** The same, where it must be JSON. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readText(path);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new FailureError('unreadable', `${path} is not JSON; mend it, then try again.`, { cause: error });
  }
}
