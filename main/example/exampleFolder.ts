import { existsSync } from 'node:fs';
import path from 'node:path';
import { FailureError } from '../failure';

/** `assets/example` beside the built program, or beside the sources when they run as they are. */
export function exampleFolder(): string {
  const here = import.meta.dirname;
  const candidates = ['../../assets/example', '../../../assets/example', '../assets/example'];
  const found = candidates.map((relative) => path.resolve(here, relative)).find((folder) => existsSync(folder));
  if (found) return found;
  throw new FailureError(
    'not_found',
    'The bundled example is missing from this installation; install Shiplapse again.',
  );
}
