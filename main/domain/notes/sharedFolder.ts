import { areSameNotes } from './notesEdit';
import { contentId } from './contentId';
import { mergeAllNotes, mergeNotes } from './mergeNotes';
import { noNotes, type NotesDocument } from './noteWrite';

/** How the name of a notes file ends. */
export const notesEnding = '.notes.jsonl';

export interface FolderPlan {
  /** What the retro's notes are afterwards: everybody's. */
  merged: NotesDocument;
  /** Files to write, whole, by name; those that hold it already are not among them. */
  write: Map<string, NotesDocument>;
}

/**
 * One exchange through a folder that several people share: theirs are taken, one's own are laid down. Everybody has a
 * file of their own, so nobody writes over anybody: a file of somebody else is touched only where it would otherwise
 * lack something of theirs that came another way, and then only added to.
 */
export function planExchange(mine: NotesDocument, files: ReadonlyMap<string, NotesDocument>, me: string): FolderPlan {
  const there = mergeAllNotes(files.values());
  const merged = mergeNotes(there, mine);
  const known = new Set(there.writes.map(({ id }) => id));
  const write = new Map<string, NotesDocument>();
  for (const [file, notes] of byFile(merged)) {
    const before = files.get(file) ?? noNotes;
    const isMine = file === notesFileOf(me);
    const missing = notes.writes.filter(({ id }) => !known.has(id));
    const after = isMine ? notes : mergeNotes(before, { writes: missing });
    if (isMine || missing.length > 0) if (!areSameNotes(before, after)) write.set(file, after);
  }
  return { merged, write };
}

/** The notes of each author, by the name of their file. */
export function byFile({ writes }: NotesDocument): Map<string, NotesDocument> {
  const files = new Map<string, NotesDocument>();
  for (const write of writes) {
    const file = notesFileOf(write.author);
    files.set(file, { writes: [...(files.get(file)?.writes ?? []), write] });
  }
  return files;
}

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/** The file of an author: always the same, and a name every system can keep. People whose names look alike share one. */
export function notesFileOf(author: string): string {
  const plain = author
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const name = plain === '' && author !== '' ? contentId(author) : plain === '' ? 'unknown' : plain;
  return `${reserved.test(name) ? `${name}-` : name}${notesEnding}`;
}
