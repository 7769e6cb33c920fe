import { printAnnotations } from '../domain/notes/annotations/annotationForms';
import type { PeopleShown } from '../domain/people/peopleShown';
import type { Engine } from '../engine/engine';
import { everybody } from '../engine/everybody';
import type { SharedForm } from '../ipc/messages/sharing';
import { retroWithoutPeople } from '../retroFile/withoutPeople';
import { exportNotes } from './notes';
import { exportRetro } from './retro';
import { writeExport } from './writeExport';

/**
 * Writes what teammates or other programs take in. With `replaced` it names nobody; else retro and notes files keep who
 * wrote what, as merging needs it, and milestones for other programs say who noticed them only with `shown`.
 */
export async function exportShared(
  engine: Engine,
  name: string,
  form: SharedForm,
  file: string,
  people: PeopleShown,
): Promise<number> {
  const withoutPeople = people === 'replaced';
  if (form === 'retro') return exportRetro(engine, name, file, { withoutPeople });
  if (form === 'notes') return exportNotes(engine, name, file, { withoutPeople });
  const whole = await engine.retro(name);
  const retro = withoutPeople ? retroWithoutPeople(everybody(whole, await engine.history(name)), whole).retro : whole;
  const how = { zone: retro.environments.zone, withPeople: people === 'shown' };
  return writeExport(file, printAnnotations(form, retro.milestones, how));
}
