import { version } from '../../package.json';
import type { Engine } from '../engine/engine';
import { writeRetroFile } from '../retroFile/writeRetroFile';

/** The whole retro as one file that opens on another machine with the network off. */
export async function exportRetro(
  engine: Engine,
  name: string,
  file: string,
  options: { withoutPeople: boolean } = { withoutPeople: false },
): Promise<number> {
  return writeRetroFile(engine, name, file, { ...options, app: version });
}
