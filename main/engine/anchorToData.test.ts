import { expect, test } from 'vitest';
import { history, run } from '../domain/analysis/testing/records';
import type { RetroEdit } from '../domain/retro/edits';
import { anchorToData } from './anchorToData';
import { newRetro } from './newRetro';

const day = 86_400_000;
const at = Date.UTC(2024, 2, 1);
const deployed = (id: string, finishedAt: number) =>
  run(id, { environment: 'production', finishedAt, queuedAt: finishedAt });
const known = history({
  runs: [deployed('d/1', at - 3 * day), deployed('d/2', at + day), deployed('d/3', at + 5 * day)],
});
const add = (when: number, anchors: object[] = [{ to: 'date', at: when }]): RetroEdit => ({
  type: 'addMilestone',
  milestone: {
    ...{ id: 'm', at: when, until: null, kind: 'note', title: 'T', text: '', gained: '', cost: '', tags: [] },
    ...{ author: '', anchors: anchors as never, status: 'accepted' },
  },
});
const anchorsOf = (edit: RetroEdit) =>
  ((done) => (done.type === 'addMilestone' ? done.milestone.anchors : null))(
    anchorToData(edit, newRetro('r', 'UTC', 0), known),
  );

test('a milestone hangs on the nearest production deployment, and keeps its date', () => {
  expect(anchorsOf(add(at))).toEqual([
    { to: 'run', run: 'd/2' },
    { to: 'date', at },
  ]);
});

test('one far from any deployment, or anchored by hand, stays as it is', () => {
  expect(anchorsOf(add(at + 60 * day))).toEqual([{ to: 'date', at: at + 60 * day }]);
  expect(anchorsOf(add(at, [{ to: 'run', run: 'x' }]))).toEqual([{ to: 'run', run: 'x' }]);
});
