import { FailureError, type Failure } from '../failure';

/**
 * Any thrown thing as a failure for people. What we did not expect keeps its message but not its stack: the caller
 * logs that where somebody can read it.
 */
export function toFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  if (error instanceof Error && error.name === 'AbortError') return { kind: 'cancelled', sentence: 'Cancelled.' };
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && code in diskSentences) {
    const path = (error as { path?: string }).path;
    return { kind: 'storage', sentence: `${diskSentences[code] ?? ''}${path ? ` (${path})` : ''}.` };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'unreadable', sentence: `Something unexpected went wrong: ${message}` };
}

const diskSentences: Record<string, string> = {
  ENOSPC: 'The disk is full; free some room and try again',
  EACCES: 'This file or folder may not be read or written by you',
  EPERM: 'This file or folder may not be changed by you',
  EROFS: 'The disk is read-only; choose another folder',
  ENOENT: 'There is no such file or folder; check the path',
  EISDIR: 'This is a folder, a file was wanted',
  ENOTDIR: 'Part of this path is a file, a folder was wanted',
  EIO: 'The disk reported an error; check it, then try again',
};
