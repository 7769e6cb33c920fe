import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdit, editLabel, type RetroEdit } from './edits';
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
  confidence: [],
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
const metric = fc.record({
  measure: fc.constantFrom('flaky' as const, 'deployments' as const),
  environment: fc.constant(null),
  pipeline: fc.option(fc.constant('build'), { nil: null }),
  value: fc.option(fc.constant(0.5), { nil: null }),
  n: fc.nat(50),
  from: fc.constant(0),
  to: fc.constant(7),
  knownTo: fc.constant(7),
  target: fc.option(fc.constant(0.1), { nil: null }),
});
const measured = {
  status: fc.constantFrom('done' as const, 'open' as const),
  metric: fc.option(metric, { nil: null }),
};
const action = fc.record(
  { id, text: fc.string(), owner: fc.string(), due: fc.constant(null), ...measured },
  { requiredKeys: ['id', 'text', 'owner', 'due'] },
);
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
  fc.record({
    type: fc.constant('changeAction' as const),
    id,
    change: fc.record({ text: fc.string(), ...measured }, { requiredKeys: [] }),
  }),
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
      // As the store keeps them: what is not there in JSON is not there.
      for (const one of edits) {
        const applied = applyEdit(retro, one);
        if (!applied) continue;
        retro = applied.retro;
        done.push(JSON.parse(JSON.stringify({ edit: one, inverse: applied.inverse })) as (typeof done)[number]);
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

test('an action is open or done, and says which where it is undone', () => {
  const action = { id: 'a', text: 'x', owner: '', due: null };
  const added = applyEdit(empty, { type: 'addAction', action: { ...action, status: 'open', metric: null } });
  expect(added?.retro.actions).toEqual([action]);
  const change = { type: 'changeAction', id: 'a', change: { status: 'done' } } as const;
  const done = added && applyEdit(added.retro, change);
  expect(done?.retro.actions).toEqual([{ ...action, status: 'done' }]);
  expect(done?.inverse).toEqual({ type: 'changeAction', id: 'a', change: { status: 'open' } });
  expect([editLabel(change), editLabel(done?.inverse ?? change)]).toEqual(['mark action done', 'open action again']);
});

test('a comparison that is put into the deck is taken out again by undo, and named for what it is', () => {
  const days = { from: 1, to: 2 };
  const add: RetroEdit = { type: 'editSlide', id: 'difference:a:b', edit: { days } };
  const done = applyEdit(empty, add);
  expect(done?.retro.slides).toEqual({ 'difference:a:b': { days } });
  expect(applyEdit(done?.retro ?? empty, done?.inverse ?? add)?.retro).toEqual(empty);
  expect(editLabel(add)).toBe('compare two days on a slide');
  expect(editLabel({ ...add, edit: { days, headline: 'Ours' } })).toBe('edit slide');
});
