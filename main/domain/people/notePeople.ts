import type { HistoryRecord, Revision } from '../history/records';
import { notesOf } from '../notes/retroNotes';
import type { Retro } from '../retro/retro';
import type { People } from './people';

/** Takes in everybody a record of the history names. */
export function notePeopleOfRecord(people: People, record: HistoryRecord): void {
  if (record.record === 'run') {
    people.note(record.actor);
    for (const revision of [...record.revisions, ...record.changes]) noteRevision(people, revision);
  } else if (record.record === 'commit') noteRevision(people, record);
  else if (record.record === 'toggle') people.note(record.owner);
}

/** Takes in everybody the user's own work names: who wrote notes, who noticed a milestone, who has an action. */
export function notePeopleOfRetro(people: People, retro: Retro): void {
  for (const { author } of notesOf(retro).writes) if (author !== 'unknown') people.note(author);
  for (const { author } of retro.milestones) people.note(author);
  for (const { owner } of retro.actions) people.note(owner);
  for (const { author } of retro.confidence) if (author !== 'unknown') people.note(author);
}

function noteRevision(people: People, { author, message }: Pick<Revision, 'author' | 'message'>): void {
  people.note(author);
  people.noteSigned(message);
}
