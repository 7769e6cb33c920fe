import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdit, type RetroEdit } from './edits';
import type { Milestone } from './milestone';
import type { Retro } from './retro';

const empty: Retro = {
  name: 'r',
  title: 'r',
  createdAt: 0,
  environments: { zone: 'UTC', environments: [], tracks: [], targets: [] },
  milestones: [],
  actions: [],
  illustrative: false,
  slides: {},
};

const id = fc.constantFrom('a', 'b', 'c', 'd');
const milestone = fc.record<Milestone>({
  id,
  at: fc.integer({ min: 0, max: 5 }),
  until: fc.constant(null),
  kind: fc.constantFrom('highlight', 'lowlight', 'note'),
  title: fc.string(),
  text: fc.string(),
  gained: fc.constant(''),
  cost: fc.constant(''),
  tags: fc.constant([]),
  author: fc.constant(''),
  anchors: fc.constant([]),
  status: fc.constant('accepted'),
});
const action = fc.record({ id, text: fc.string(), owner: fc.string(), due: fc.constant(null) });
const edit: fc.Arbitrary<RetroEdit> = fc.oneof(
  fc.record({ type: fc.constant('rename' as const), title: fc.string() }),
  fc.record({ type: fc.constant('addMilestone' as const), milestone }),
  fc.record({
    type: fc.constant('changeMilestone' as const),
    id,
    change: fc.record({ at: fc.integer({ min: 0, max: 5 }), title: fc.string() }, { requiredKeys: [] }),
  }),
  fc.record({ type: fc.constant('removeMilestone' as const), id }),
  fc.record({ type: fc.constant('addAction' as const), action }),
  fc.record({ type: fc.constant('changeAction' as const), id, change: fc.record({ text: fc.string() }) }),
  fc.record({ type: fc.constant('removeAction' as const), id }),
  fc.record({
    type: fc.constant('editSlide' as const),
    id,
    edit: fc.option(fc.record({ headline: fc.string() }), { nil: null }),
  }),
);

test('whatever is done: taking all of it back is the start, doing it again is the end', () =>
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
      const done: { edit: RetroEdit; inverse: RetroEdit }[] = [];
      let retro = empty;
      for (const one of edits) {
        const applied = applyEdit(retro, one);
        if (!applied) continue;
        retro = applied.retro;
        done.push({ edit: one, inverse: applied.inverse });
      }
      const end = retro;
      for (const { inverse } of [...done].reverse()) retro = applyEdit(retro, inverse)?.retro ?? retro;
      expect(retro).toEqual(empty);
      for (const one of done) retro = applyEdit(retro, one.edit)?.retro ?? retro;
      expect(retro).toEqual(end);
    }),
  ));

test('an edit of what is not there changes nothing', () => {
  expect(applyEdit(empty, { type: 'removeMilestone', id: 'x' })).toBeNull();
  expect(applyEdit(empty, { type: 'changeAction', id: 'x', change: { text: 'y' } })).toBeNull();
});

test('an edit leaves the retro it was given as it was', () => {
  const before = structuredClone(empty);
  applyEdit(empty, { type: 'rename', title: 'other' });
  expect(empty).toEqual(before);
});
