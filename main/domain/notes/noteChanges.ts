import { canonicalJson, compareText } from './canonicalJson';
import { existsField, type NoteKind, type NotesDocument } from './noteWrite';
import { shownNotes, titleOf, type ShownNote } from './shownNotes';

/** What became of one milestone, action or slide. */
export interface NoteChange {
  what: 'added' | 'changed' | 'removed';
  kind: NoteKind;
  id: string;
  /** Its title or text, so that people know which. */
  title: string;
  /** Fields that show something else than before; all of them where it was added, none where it was removed. */
  fields: string[];
}

/** What people see differently in `after`, in the order of kind and id. */
export function noteChanges(before: NotesDocument, after: NotesDocument): NoteChange[] {
  const earlier = new Map(shownNotes(before).map((thing) => [`${thing.kind} ${thing.id}`, thing]));
  return shownNotes(after).flatMap((thing) => {
    const known = earlier.get(`${thing.kind} ${thing.id}`);
    const wasThere = known?.isThere ?? false;
    if (!thing.isThere) return wasThere && known ? [changeOf('removed', known, [])] : [];
    const fields = differing(wasThere ? known : undefined, thing);
    if (fields.length === 0) return [];
    return [changeOf(wasThere ? 'changed' : 'added', thing, fields)];
  });
}

function differing(before: ShownNote | undefined, after: ShownNote): string[] {
  const names = new Set([...(before?.fields.keys() ?? []), ...after.fields.keys()]);
  names.delete(existsField);
  return [...names]
    .filter((field) => canonicalJson(before?.fields.get(field)) !== canonicalJson(after.fields.get(field)))
    .sort(compareText);
}

function changeOf(what: NoteChange['what'], { kind, id, fields: values }: ShownNote, fields: string[]): NoteChange {
  return { what, kind, id, title: titleOf({ kind, fields: values }), fields };
}
