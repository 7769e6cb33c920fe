import { expect, test } from 'vitest';
import { moved, newMilestone } from './moments';

const run = { to: 'run', run: 'deploy/7' } as const;
const one = { ...newMilestone('a', 100, 'Ana'), until: 150, anchors: [run, { to: 'date', at: 100 } as const] };

test('a moved stretch keeps its length and what it hangs on', () => {
  expect(moved(one, 130)).toEqual({ at: 130, until: 180, anchors: [run, { to: 'date', at: 130 }] });
});
