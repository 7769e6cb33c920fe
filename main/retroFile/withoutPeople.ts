import { isFields } from '../domain/history/parseFields';
import type { HistoryRecord, SourceCoverage } from '../domain/history/records';
import { mergeNotes } from '../domain/notes/mergeNotes';
import { makeWrite, noNotes, type NotesDocument } from '../domain/notes/noteWrite';
import { notesOf, retroWithNotes, withoutNotes } from '../domain/notes/retroNotes';
import { shownNotes } from '../domain/notes/shownNotes';
import type { People } from '../domain/people/people';
import type { Retro } from '../domain/retro/retro';

/** Fields whose value is one of our own words, a hash or a zone, and never names a person. */
const ownWords = new Set(
  'record outcome trigger marks approval kind to status family role measure zone revision parents'.split(' '),
);
const personFields = new Set(['author', 'owner', 'actor']);
/** What people wrote freely about a change, and where it can be looked up with their names. */
const dropped = new Set(['message', 'url', 'more']);

/** The record without messages, addresses and fields nobody here knows, and with everybody's name replaced. */
export function recordWithoutPeople<Kind extends HistoryRecord>(people: People, record: Kind): Kind {
  return replaceIn(people, record, '') as Kind;
}

export function coverageWithoutPeople(people: People, coverage: SourceCoverage): SourceCoverage {
  const mainBranches = coverage.mainBranches && masked(people, coverage.mainBranches);
  const gaps = coverage.gaps.map((gap) => ({ ...gap, reason: people.mask(gap.reason) }));
  return { ...coverage, source: people.mask(coverage.source), gaps, ...(mainBranches && { mainBranches }) };
}

/** The user's work with everybody's name replaced, and its notes likewise; what was removed or replaced is gone. */
export function retroWithoutPeople(people: People, retro: Retro): { retro: Retro; notes: NotesDocument } {
  const there = new Set(
    shownNotes(notesOf(retro))
      .filter(({ isThere }) => isThere)
      .map(({ kind, id }) => `${kind} ${id}`),
  );
  const writes = notesOf(retro)
    .writes.filter(({ kind, of }) => there.has(`${kind} ${of}`))
    .map((write) => {
      const value = replaceIn(people, write.value, write.field);
      const author = people.person(write.author);
      // A confidence line is named after who drew it.
      const of = write.kind === 'confidence' ? people.person(write.of) : people.mask(write.of);
      return makeWrite({ ...write, of, value, author, replaces: [] });
    });
  const notes = mergeNotes(noNotes, { writes });
  const replaced = replaceIn(people, withoutNotes(retro), '') as Retro;
  // One person who drew under two ways to write the name has one line from here on.
  const { confidence } = retroWithNotes(replaced, notes);
  return { retro: { ...replaced, confidence, name: replaced.name.slice(0, 100) }, notes };
}

function replaceIn(people: People, value: unknown, field: string): unknown {
  if (typeof value === 'string') {
    if (personFields.has(field)) return people.person(value);
    return ownWords.has(field) ? value : people.mask(value);
  }
  if (Array.isArray(value)) return value.map((entry: unknown) => replaceIn(people, entry, field));
  if (!isFields(value)) return value;
  const isNamed = field === 'slides';
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, entry]) => {
      if (name === 'more') return [];
      if (dropped.has(name)) return [[name, null]];
      return [[isNamed ? people.mask(name) : name, replaceIn(people, entry, name)]];
    }),
  );
}

function masked(people: People, names: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([name, value]) => [people.mask(name), people.mask(value)]));
}
