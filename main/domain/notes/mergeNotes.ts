import { canonicalJson } from './canonicalJson';
import { compareWrites, noNotes, placeOf, type NotesDocument, type NoteWrite } from './noteWrite';

/**
 * Everything of both, less what was replaced by somebody who had seen it. The same in any order, any grouping and
 * however often repeated: "replaces" (see `wasReplaced`) is a strict partial order whatever the writes say, and the
 * maximal elements of a union are those of the union of the maximal elements.
 */
export function mergeNotes(a: NotesDocument, b: NotesDocument): NotesDocument {
  const distinct = new Map([...a.writes, ...b.writes].map((write) => [canonicalJson(write), write]));
  const writes: NoteWrite[] = [];
  for (const here of byPlace(distinct.values()).values()) writes.push(...maximal(here));
  return { writes: writes.sort(compareWrites) };
}

export function mergeAllNotes(documents: Iterable<NotesDocument>): NotesDocument {
  let merged = noNotes;
  for (const document of documents) merged = mergeNotes(merged, document);
  return merged;
}

/** The document after one more write. */
export function applyWrite(notes: NotesDocument, write: NoteWrite): NotesDocument {
  return mergeNotes(notes, { writes: [write] });
}

/** The writes of each field of each thing. */
export function byPlace(writes: Iterable<NoteWrite>): Map<string, NoteWrite[]> {
  const places = new Map<string, NoteWrite[]>();
  for (const write of writes) {
    const place = placeOf(write);
    const here = places.get(place);
    if (here) here.push(write);
    else places.set(place, [write]);
  }
  return places;
}

function maximal(here: readonly NoteWrite[]): NoteWrite[] {
  if (here.length < 2) return [...here];
  const replacing = here.map((write) => ({ write, replaces: new Set(write.replaces) }));
  return here.filter((older) => !replacing.some(({ replaces }) => wasReplaced(older, replaces)));
}

/**
 * Only a write that names the older one and all that the older one replaced stands above it. Where every write is honest
 * that is implied; asking for it keeps forged ones from replacing each other in a circle and so vanishing together.
 */
function wasReplaced(older: NoteWrite, replaces: ReadonlySet<string>): boolean {
  if (!replaces.has(older.id) || older.replaces.includes(older.id)) return false;
  return older.replaces.every((id) => replaces.has(id));
}
