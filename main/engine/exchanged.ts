import { readFile } from 'node:fs/promises';
import type { Exchanged } from '../ipc/messages/given';
import type { FileSample } from '../sources/source';
import { isRetroFile } from './retroName';
import { freshMilestones } from './readMilestones';

/** A table of milestones is small; anything larger is something else. */
const mostBytes = 8 * 2 ** 20;

/** What teammates exchange carries its own sign, so no source is asked: a retro file by its name, notes by their first line. */
export function exchangedBySign({ path: file, head, isFolder }: FileSample): Exchanged | null {
  if (isFolder) return null;
  if (isRetroFile(file)) return 'retro';
  return /^\uFEFF?\s*\{\s*"record"\s*:\s*"notes"/.test(head) ? 'notes' : null;
}

/** For a file that no source knows: whether milestones can be read from it. */
export async function holdsMilestones({ path: file, isFolder, size }: FileSample): Promise<boolean> {
  if (isFolder || size > mostBytes || !/\.(csv|ics|json)$/i.test(file)) return false;
  try {
    const text = await readFile(file, 'utf8');
    const { fresh } = freshMilestones(text, { milestones: [], zone: 'UTC' }, file);
    return fresh.length > 0;
  } catch {
    return false;
  }
}

/** What the file is called where it is listed. */
export const exchangedWords: Record<Exchanged, string> = {
  retro: 'A retro file',
  notes: 'Milestones and notes of a teammate',
  milestones: 'Milestones from another program',
};
