import type { History } from '../domain/history/records';
import { notePeopleOfRecord, notePeopleOfRetro } from '../domain/people/notePeople';
import { People } from '../domain/people/people';
import type { Retro } from '../domain/retro/retro';

/** Everybody named in a retro and its history. */
export function everybody(retro: Retro, history: History): People {
  const people = new People();
  for (const record of [...history.runs, ...history.commits, ...history.toggles]) notePeopleOfRecord(people, record);
  notePeopleOfRetro(people, retro);
  return people;
}
