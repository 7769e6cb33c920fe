import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { FailureError } from '../failure';

/** Files the user picked or saved, under names that mean nothing outside: a window never holds a path. */
export class Handles {
  private readonly paths = new Map<string, string>();

  give(file: string): string {
    const handle = randomUUID();
    this.paths.set(handle, path.resolve(file));
    return handle;
  }

  pathOf(handle: string): string {
    const file = this.paths.get(handle);
    if (file !== undefined) return file;
    throw new FailureError('not_found', 'That file is no longer at hand; choose it again.');
  }
}
