import { printNotesFile } from '../domain/notes/notesFile';
import { notesOf } from '../domain/notes/retroNotes';
import type { Engine } from '../engine/engine';
import { writeExport } from './writeExport';

/** Milestones, actions and reworded slides as a small file for teammates; `merge` takes it in. */
export async function exportNotes(engine: Pick<Engine, 'retro'>, name: string, file: string): Promise<number> {
  return writeExport(file, printNotesFile(notesOf(await engine.retro(name)), name));
}
