import type { People } from './people';

/** Fields of slides and facts whose value is one of our own words or a zone, and never names a person. */
const ownWords = new Set('kind role tone verdict outcome zone basis status'.split(' '));

/** The same data with everybody's name replaced in every text, and in the names of fields that are names themselves (materials). */
export function textsWithoutPeople<T>(people: People, value: T): T {
  return replaceIn(people, value, '') as T;
}

function replaceIn(people: People, value: unknown, field: string): unknown {
  if (typeof value === 'string') return ownWords.has(field) ? value : people.mask(value);
  if (Array.isArray(value)) return value.map((entry: unknown) => replaceIn(people, entry, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      field === 'mainBranches' ? people.mask(name) : name,
      replaceIn(people, entry, name),
    ]),
  );
}
