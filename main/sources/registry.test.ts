import { expect, test } from 'vitest';
import { sourceOf, sources } from './registry';

test('every source is found by its kind, and says what it is', () => {
  const kinds = sources.map(({ info }) => info.kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  for (const source of sources) {
    const { kind, name, live, project, exampleUrl, files } = source.info;
    expect(kind).toMatch(/^[a-z][a-z0-9]*$/);
    expect(sourceOf(kind)).toBe(source);
    expect([name, files].every((text) => text.length > 2)).toBe(true);
    expect(Boolean(source.fetch), kind).toBe(live);
    expect(exampleUrl !== null, kind).toBe(live);
    expect(project === null || live, kind).toBe(true);
  }
  expect(sourceOf('elsewhere')).toBeNull();
});

test('a source that can read everything on a server does not insist on a project', () => {
  const optional = sources.filter(({ info }) => info.isProjectOptional).map(({ info }) => info.kind);
  expect(optional).toEqual(expect.arrayContaining(['teamcity', 'bamboo', 'argocd']));
  expect(sources.filter(({ info }) => info.isProjectOptional && info.project === null)).toEqual([]);
});
