import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeAllNotes, mergeNotes } from './mergeNotes';
import { makeWrite, noNotes, type NotesDocument, type NoteWrite } from './noteWrite';
import { parseNotesFile, printNotesFile } from './notesFile';
import { mergeIntoRetro, notesOf, retroWithNotes, withoutNotes } from './retroNotes';
import { conflicts, shownNotes } from './shownNotes';
import { people, play, startRetro, steps } from './testing/teams';

const numRuns = process.env.SHIPLAPSE_SOAK === '1' ? 10_000 : 300;

describe('three people, random histories', () => {
  test('any order, grouping and repetition of merging gives the same notes', () => {
    const order = fc.array(fc.nat({ max: people - 1 }), { maxLength: 8 });
    fc.assert(
      fc.property(steps, order, (history, repeated) => {
        const documents = play(history).retros.map(notesOf);
        const expected = mergeAllNotes(documents);
        for (const permutation of permutations([0, 1, 2])) {
          const some = [...repeated, ...permutation].flatMap((i) => documents[i] ?? []);
          expect(mergeAllNotes(some)).toEqual(expected);
        }
        const [a, b, c] = documents as [NotesDocument, NotesDocument, NotesDocument];
        expect(mergeNotes(a, mergeNotes(b, c))).toEqual(mergeNotes(mergeNotes(a, b), c));
        expect(mergeNotes(expected, expected)).toEqual(expected);
      }),
      { numRuns },
    );
  });

  test('whoever takes in the others sees the same milestones, actions and slides', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { retros } = play(history);
        const merged = retros.map((retro, i) => {
          const others = retros.filter((_, j) => j !== i);
          return others.reduce((mine, other) => mergeIntoRetro(mine, notesOf(other)), retro);
        });
        for (const other of merged) expect(other).toEqual(merged[0]);
      }),
      { numRuns },
    );
  });

  test('nothing written is lost: it is shown, an alternative, or was replaced by somebody who had seen it', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const team = play(history, (write, seen) => {
          for (const id of write.replaces) expect(seen.has(id)).toBe(true);
        });
        const merged = mergeAllNotes(team.retros.map(notesOf));
        const kept = new Set(merged.writes.map(({ id }) => id));
        const replaced = new Set([...team.made.values(), ...merged.writes].flatMap(({ replaces }) => replaces));
        for (const { id } of team.made.values()) expect(kept.has(id)).toBe(!replaced.has(id));
      }),
      { numRuns },
    );
  });

  test('every value kept is shown or offered as an alternative', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const merged = mergeAllNotes(play(history).retros.map(notesOf));
        const open = conflicts(merged);
        for (const thing of shownNotes(merged).filter(({ isThere }) => isThere)) {
          for (const write of merged.writes.filter(({ kind, of }) => kind === thing.kind && of === thing.id)) {
            const conflict = open.find(
              ({ kind, id, field }) => kind === thing.kind && id === thing.id && field === write.field,
            );
            const values = conflict ? conflict.alternatives.map(({ value }) => value) : [thing.fields.get(write.field)];
            expect(values).toContainEqual(write.value);
            if (conflict) expect(conflict.alternatives.filter(({ shown }) => shown)).toHaveLength(1);
          }
        }
      }),
      { numRuns },
    );
  });

  test('the notes of a retro show the retro, and survive the file', () => {
    fc.assert(
      fc.property(steps, (history) => {
        for (const retro of play(history).retros) {
          const notes = notesOf(retro);
          expect(withoutNotes(retroWithNotes(startRetro(), notes))).toEqual(withoutNotes(retro));
          const text = printNotesFile(notes, retro.name);
          expect(parseNotesFile(text)).toEqual({ ok: true, retro: 'pasty', notes, problems: [] });
          expect(printNotesFile(mergeNotes(noNotes, notes), retro.name)).toBe(text);
        }
      }),
      { numRuns },
    );
  });
});

test('forged writes cannot make a merge depend on its order, nor each other vanish', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const write: fc.Arbitrary<NoteWrite> = fc.record({
    id,
    kind: fc.constant('milestone' as const),
    of: fc.constant('m'),
    field: fc.constantFrom('title', 'text'),
    value: fc.constantFrom('one', 'two'),
    author: fc.constant(''),
    at: fc.constant(0),
    replaces: fc.uniqueArray(id).map((ids) => ids.sort()),
  });
  const document = fc.array(write, { maxLength: 6 }).map((writes) => mergeNotes(noNotes, { writes }));
  fc.assert(
    fc.property(document, document, document, (a, b, c) => {
      expect(mergeNotes(a, b)).toEqual(mergeNotes(b, a));
      expect(mergeNotes(a, mergeNotes(b, c))).toEqual(mergeNotes(mergeNotes(a, b), c));
      expect(mergeNotes(a, a)).toEqual(a);
      if (a.writes.length + b.writes.length > 0) expect(mergeNotes(a, b).writes.length).toBeGreaterThan(0);
    }),
    { numRuns: numRuns * 5 },
  );
});

test('a write replaces only writes of its own field', () => {
  const by = { author: 'Anna', at: 0 };
  const title = makeWrite({ kind: 'milestone', of: 'm', field: 'title', value: 'x', replaces: [], ...by });
  const text = makeWrite({ kind: 'milestone', of: 'm', field: 'text', value: 'y', replaces: [title.id], ...by });
  expect(mergeNotes({ writes: [title] }, { writes: [text] }).writes).toHaveLength(2);
});

function permutations(items: number[]): number[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
