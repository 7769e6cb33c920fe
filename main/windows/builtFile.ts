import { app } from 'electron';
import path from 'node:path';

/** A file of the built program. Asked of Electron, as the code that asks may have been bundled into any folder. */
export function builtFile(...parts: string[]): string {
  return path.join(app.getAppPath(), 'out', ...parts);
}
