import { FailureError } from '../../failure';
import { errorCode } from './fileSystem';

/** A failed write, told to people. `bytes` is the room it wanted. */
export function storageFailure(error: unknown, what: string, folder: string, bytes: number | null): FailureError {
  if (error instanceof FailureError) return error;
  const reason = reasonOf(errorCode(error), folder, bytes);
  const message = reason ?? (error instanceof Error ? error.message : String(error));
  return new FailureError('storage', `${what} could not be saved: ${message}. What was saved before is untouched.`, {
    cause: error,
  });
}

function reasonOf(code: string | null, folder: string, bytes: number | null): string | null {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `the disk of ${folder} is full; free ${bytes === null ? 'some room' : `at least ${room(bytes)}`} and save again`;
    case 'EACCES':
    case 'EPERM':
      return `${folder} may not be written by you; check its permissions`;
    case 'EROFS':
      return `the disk of ${folder} is read-only; choose another folder with --store`;
    case 'EIO':
      return `the disk of ${folder} reported an error; check it and save again`;
    case 'EBUSY':
    case 'EMFILE':
    case 'ENFILE':
      return `another program keeps ${folder} busy; save again in a moment`;
    default:
      return null;
  }
}

function room(bytes: number): string {
  const kilobytes = Math.max(1, Math.ceil(bytes / 1000));
  return kilobytes < 1000 ? `${String(kilobytes)} kB` : `${String(Math.ceil(kilobytes / 1000))} MB`;
}
