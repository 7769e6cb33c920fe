import { FieldError, isFields } from '../domain/history/parseFields';
import { unknownFields } from '../domain/history/parseUnknowns';
import { fieldProblem } from '../domain/notes/fields';
import { notesOf, withoutNotes } from '../domain/notes/retroNotes';
import { parseInstant, printInstant } from '../domain/time/instant';
import type { Retro } from '../domain/retro/retro';
import { emptyJournal, retroDocument } from '../store/documents/retroDocument';
import { DamagedError } from '../store/documents/documentText';

/** Where instants stand in a retro: `*` is any index or name. In the file they are RFC 3339 text, inside milliseconds. */
const instantPaths = new Set([
  'createdAt',
  'environments.targets.*.by',
  'milestones.*.at',
  'milestones.*.until',
  'milestones.*.anchors.*.at',
  'milestones.*.detected.window.from',
  'milestones.*.detected.window.to',
  'actions.*.due',
  'slides.*.days.from',
  'slides.*.days.to',
  'passages.*.from',
  'passages.*.to',
]);

/** Where the fields of an object are names people or programs gave. */
const byName = new Set(['slides']);

/** `retro.json` of a retro file: the user's own work but for who wrote what, which is in the notes. */
export function printRetroPart(retro: Retro): string {
  // Through the schema, so that the fields of the same retro always stand in the same order.
  const ordered = retroDocument(retro.name).parse({ retro: withoutNotes(retro), journal: emptyJournal }).retro;
  return `${JSON.stringify(atInstants(ordered, '', textOf), null, 2)}\n`;
}

/** The same checks as the store's own documents pass; gives the end of a sentence where one fails. */
export function parseRetroPart(value: unknown): { ok: true; retro: Retro } | { ok: false; problem: string } {
  try {
    unknownFields({ retro: value }, new Set());
    if (!isFields(value)) return { ok: false, problem: 'is not an object' };
    const read = atInstants(value, '', (moment) =>
      typeof moment === 'string' ? (parseInstant(moment) ?? moment) : moment,
    );
    const name = value['name'];
    if (typeof name !== 'string') return { ok: false, problem: 'has no name' };
    const retro = withoutNotes(retroDocument(name).parse({ retro: read, journal: emptyJournal }).retro);
    const problem = notesProblem(retro);
    return problem === null ? { ok: true, retro } : { ok: false, problem };
  } catch (error) {
    if (error instanceof FieldError || error instanceof DamagedError) return { ok: false, problem: error.message };
    throw error;
  }
}

/** The bounds of notes hold for what came with no notes as well. */
function notesProblem(retro: Retro): string | null {
  for (const { kind, of, field, value } of notesOf(retro).writes) {
    const problem = fieldProblem(kind, field, value);
    if (problem !== null) return `has a ${kind} (${of.slice(0, 80)}) whose ${field} ${problem}`;
  }
  return null;
}

/** What the store would not read again, as the end of a sentence; null where all is well. */
export function checkRetro(retro: Retro): string | null {
  try {
    retroDocument(retro.name).parse({ retro, journal: emptyJournal });
    return null;
  } catch (error) {
    if (error instanceof DamagedError) return error.message;
    throw error;
  }
}

function atInstants(value: unknown, path: string, change: (moment: unknown) => unknown): unknown {
  if (instantPaths.has(path)) return change(value);
  const below = (name: string): string => (path === '' ? name : `${path}.${name}`);
  if (Array.isArray(value)) return value.map((entry) => atInstants(entry, below('*'), change));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      name,
      atInstants(entry, below(byName.has(path) ? '*' : name), change),
    ]),
  );
}

function textOf(moment: unknown): unknown {
  const isPrintable = Number.isInteger(moment) && Math.abs(moment as number) < Date.UTC(9999, 0, 1);
  return isPrintable ? printInstant(moment as number) : moment;
}
