import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { FailureError } from '../../failure';

/** The show's script and style sheet, built beside the program. */
export async function viewerFiles(): Promise<{ script: string; style: string }> {
  const candidates = ['../viewer', '../../viewer', '../../../out/viewer'];
  const folder = candidates.map((one) => path.resolve(import.meta.dirname, one)).find((one) => existsSync(one));
  if (!folder)
    throw new FailureError(
      'not_found',
      'The web page’s viewer is missing from this installation; build or install Shiplapse again.',
    );
  const [script, style] = await Promise.all(
    ['viewer.js', 'viewer.css'].map((name) => readFile(path.join(folder, name), 'utf8')),
  );
  return { script: script ?? '', style: style ?? '' };
}
