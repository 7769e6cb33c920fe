import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Toggle } from '../../../domain/history/records';
import { readAll } from '../testing/gatherEvents';
import { repositoryIn } from '../testing/makeRepository';
import { ToggleIntervals } from './toggleIntervals';
import type { ToggleState } from './toggleStates';

const folder = mkdtempSync(path.join(os.tmpdir(), 'shiplapse-git-toggles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const day = (n: number) => new Date(Date.UTC(2024, 0, n)).toISOString();
const dayOf = (at: number | null) => (at === null ? null : new Date(at).getUTCDate());
const told = (toggles: readonly Toggle[]) =>
  toggles.map(({ name, from, to, on }) => [
    name,
    dayOf(from),
    dayOf(to),
    on?.map((stretch) => [dayOf(stretch.from), dayOf(stretch.to)]) ?? null,
  ]);
const togglesOf = (read: Awaited<ReturnType<typeof readAll>>) => read.records.filter((one) => one.record === 'toggle');

describe('a repository', () => {
  const repository = repositoryIn(folder, 'shop');
  repository.write('toggles.yml', 'new-cart: false\nsearch: true\n');
  repository.commit('toggles', day(1));
  repository.write('toggles.yml', 'new-cart: true\n');
  repository.commit('cart on, search done', day(3));
  repository.write('toggles.yml', 'new-cart: [\n');
  repository.commit('a slip', day(4));
  repository.run('rm', '-q', 'toggles.yml');
  repository.write('config/feature-flags.json', '{"new-cart":{"enabled":false},"beta":{"enabled":true,"owner":"Ops"}}');
  repository.commit('another file', day(5));
  repository.write('config/feature-flags.json', '{"beta":{"enabled":true,"owner":"Ops"}}');
  repository.write('features.json', '{"version":1,"name":"shop"}');
  repository.write('deep/app.properties', 'feature.secret=true\n');
  repository.commit('cart done', day(8));

  test('toggles exist from the commit that added them until the one that took them out, on inside', async () => {
    const read = await readAll([repository.folder]);
    expect(told(togglesOf(read))).toEqual([
      ['new-cart', 1, 8, [[3, 5]]],
      ['search', 1, 3, [[1, 3]]],
      ['beta', 5, null, [[5, null]]],
    ]);
    expect(togglesOf(read)[2]).toMatchObject({ owner: 'Ops', source: '' });
    expect(togglesOf(read)[2]?.origin).toMatch(/^config\/feature-flags\.json@[0-9a-f]{12}$/);
    expect(read.rejected).toEqual([
      {
        where: expect.stringMatching(/^toggles\.yml@/) as string,
        id: null,
        reason: expect.stringMatching(/^not YAML/) as string,
      },
    ]);
  });

  test('a file that is named is read wherever it is, also when nothing else is new', async () => {
    const first = await readAll([repository.folder]);
    const read = await readAll([repository.folder], { toggles: ['./deep/app.properties'] }, first.cursor);
    expect(read.records.some((one) => one.record === 'commit')).toBe(false);
    expect(told(togglesOf(read)).at(-1)).toEqual(['secret', 8, null, [[8, null]]]);
    expect(read.partFailures).toEqual([]);
  });

  test('a path that never was there is said', async () => {
    const read = await readAll([repository.folder], { toggles: ['nowhere.yml'] });
    expect(read.partFailures).toEqual([
      expect.objectContaining({
        kind: 'not_found',
        sentence: expect.stringContaining('There is no file nowhere.yml') as string,
      }),
    ]);
  });

  test('of a shallow clone nobody can tell since when: those toggles are set aside by name', async () => {
    execFileSync('git', ['clone', '-q', '--depth', '2', `file://${repository.folder}`, path.join(folder, 'shallow')]);
    const read = await readAll([path.join(folder, 'shallow')]);
    expect(togglesOf(read)).toEqual([]);
    expect(read.rejected.map(({ id }) => id)).toEqual(['new-cart', 'beta']);
    expect(read.rejected[0]?.reason).toContain('git fetch --unshallow');
  });
});

test('whatever the versions say, a name never overlaps itself, on lies inside, and what is there last is open', () => {
  const state: fc.Arbitrary<ToggleState> = fc.record({
    on: fc.constantFrom(true, false, null),
    owner: fc.constant(null),
  });
  const version = fc.tuple(fc.dictionary(fc.constantFrom('a', 'b', 'c'), state), fc.integer({ min: -3, max: 9 }));
  fc.assert(
    fc.property(fc.array(version, { maxLength: 12 }), (versions) => {
      const intervals = new ToggleIntervals('git:x');
      let at = 0;
      versions.forEach(([states, step], i) => {
        at += step;
        intervals.take(new Map(Object.entries(states)), { revision: `r${String(i)}`, at, origin: '' });
      });
      const all = intervals.all();
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      const open = all.filter(({ to }) => to === null).map(({ name }) => name);
      expect(open.sort()).toEqual(Object.keys(versions.at(-1)?.[0] ?? {}).sort());
      for (const { from, to, on } of all) {
        expect(to ?? Infinity).toBeGreaterThanOrEqual(from);
        let reached = from;
        for (const stretch of on ?? []) {
          expect(stretch.from).toBeGreaterThanOrEqual(reached);
          reached = stretch.to ?? Infinity;
          expect(reached).toBeGreaterThanOrEqual(stretch.from);
        }
        if (to !== null && (on ?? []).length > 0) expect(to).toBeGreaterThanOrEqual(reached);
      }
    }),
  );
});
