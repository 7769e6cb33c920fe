import { readFile } from 'node:fs/promises';
import { FailureError } from '../failure';

/** A JSON file somebody wrote for us; a sentence where it cannot be read. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : 'it cannot be read';
    throw new FailureError('wrong_input', `${path}: ${reason}; check the path.`, { cause: error });
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new FailureError('unreadable', `${path} is not JSON; mend it, then try again.`, { cause: error });
  }
}
