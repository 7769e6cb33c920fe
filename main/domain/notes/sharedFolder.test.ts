import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Retro } from '../retro/retro';
import { mergeAllNotes } from './mergeNotes';
import { applyNotesEdit, notesEdit } from './notesEdit';
import type { NotesDocument } from './noteWrite';
import { parseNotesFile, printNotesFile } from './notesFile';
import { mergeIntoRetro, notesOf, retroWithNotes } from './retroNotes';
import { notesFileOf, planExchange } from './sharedFolder';
import { people, play, steps } from './testing/teams';

const numRuns = process.env.SHIPLAPSE_SOAK === '1' ? 5_000 : 150;
const authorOf = (who: number): string => `person ${String(who)}`;

/** A folder on a disk: texts by name. */
class Folder {
  private readonly texts = new Map<string, string>();

  /** Exchanges, and gives the names of the files written. */
  exchange(retro: Retro, me: string): { retro: Retro; wrote: string[] } {
    const { merged, write } = planExchange(notesOf(retro), this.read(), me);
    for (const [name, notes] of write) this.texts.set(name, printNotesFile(notes, retro.name));
    return { retro: retroWithNotes(retro, merged), wrote: [...write.keys()] };
  }

  read(): Map<string, NotesDocument> {
    return new Map(
      [...this.texts].map(([name, text]) => {
        const parsed = parseNotesFile(text);
        if (!parsed.ok) throw new Error(parsed.problem);
        return [name, parsed.notes];
      }),
    );
  }
}

test('three people who exchange through a folder, in any order, come to hold the same, with nothing lost', () => {
  const order = fc.array(fc.nat({ max: people - 1 }), { maxLength: 12 });
  fc.assert(
    fc.property(steps, order, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (history, some, last) => {
      const { retros } = play(history);
      const expected = mergeAllNotes(retros.map(notesOf));
      const folder = new Folder();
      const go = (who: number): string[] => {
        const { retro, wrote } = folder.exchange(retros[who] as Retro, authorOf(who));
        retros[who] = retro;
        return wrote;
      };
      for (const who of some) go(who);
      for (const who of [...last, ...last]) go(who);
      for (const retro of retros) expect(notesOf(retro)).toEqual(expected);
      expect(mergeAllNotes(folder.read().values())).toEqual(expected);
      // Once everybody has everything, nobody writes anything.
      for (const who of last) expect(go(who)).toEqual([]);
    }),
    { numRuns },
  );
});

test('nobody writes into the file of somebody who laid down their own', () => {
  fc.assert(
    fc.property(steps, (history) => {
      const { retros } = play(history);
      const folder = new Folder();
      retros.forEach((retro, who) => {
        retros[who] = folder.exchange(retro, authorOf(who)).retro;
      });
      retros.forEach((retro, who) => {
        const { wrote } = folder.exchange(retro, authorOf(who));
        expect(wrote.filter((name) => name !== notesFileOf(authorOf(who)))).toEqual([]);
      });
    }),
    { numRuns },
  );
});

test('taking back what was taken in puts everything where it was; it can then be taken in again', () => {
  fc.assert(
    fc.property(steps, (history) => {
      const [mine, theirs] = play(history).retros as [Retro, Retro];
      const merged = mergeIntoRetro(mine, notesOf(theirs));
      const edit = notesEdit(mine, notesOf(merged), 'merge');
      if (!edit) return;
      const applied = applyNotesEdit(mine, edit);
      expect(notesOf(applied.retro)).toEqual(notesOf(merged));
      const undone = applyNotesEdit(applied.retro, applied.inverse).retro;
      expect(notesOf(undone)).toEqual(notesOf(mine));
      expect(mergeIntoRetro(undone, notesOf(theirs))).toEqual(merged);
    }),
    { numRuns },
  );
});

test.each([
  ['Anna Müller', 'anna-müller.notes.jsonl'],
  ['张伟', '张伟.notes.jsonl'],
  ['', 'unknown.notes.jsonl'],
  ['con', 'con-.notes.jsonl'],
  ['../../etc/passwd', 'etc-passwd.notes.jsonl'],
])('the file of %j is %s', (author, file) => {
  expect(notesFileOf(author)).toBe(file);
});
