import { printNotesFile } from '../domain/notes/notesFile';
import { notesOf } from '../domain/notes/retroNotes';
import type { Engine } from '../engine/engine';
import { everybody } from '../engine/everybody';
import { retroWithoutPeople } from '../retroFile/withoutPeople';
import { writeExport } from './writeExport';

/** Milestones, actions and reworded slides as a small file for teammates; `merge` takes it in. */
export async function exportNotes(
  engine: Pick<Engine, 'retro' | 'history'>,
  name: string,
  file: string,
  options: { withoutPeople: boolean } = { withoutPeople: false },
): Promise<number> {
  const retro = await engine.retro(name);
  if (!options.withoutPeople) return writeExport(file, printNotesFile(notesOf(retro), name));
  const masked = retroWithoutPeople(everybody(retro, await engine.history(name)), retro);
  return writeExport(file, printNotesFile(masked.notes, masked.retro.name));
}
