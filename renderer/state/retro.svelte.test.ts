import { beforeEach, expect, test } from 'vitest';
import { buildFakeBridge } from '../harness/fakeBridge';
import { current } from './retro.svelte';
import { exporting } from './exporting.svelte';
import { toasts } from './toasts.svelte';

const bridge = () => buildFakeBridge({ library: 'full', longNames: false });

beforeEach(async () => {
  toasts.list = [];
  Object.assign(globalThis, { window: { shiplapse: bridge() } });
  await current.open('example');
});

test('an edit is shown at once, before it is kept', async () => {
  const kept = current.edit({ type: 'rename', title: 'At once' });
  expect(current.now?.retro.title).toBe('At once');
  expect(current.pending).toBe(1);
  await kept;
  expect(current.pending).toBe(0);
  expect(current.now).toMatchObject({ undo: 'rename', retro: { title: 'At once' } });
});

test('of edits in a hurry the last one stays, and each can be undone', async () => {
  const before = current.now?.retro.title;
  await Promise.all(['a', 'b', 'c'].map((title) => current.edit({ type: 'rename', title })));
  expect(current.now?.retro.title).toBe('c');
  await Promise.all([current.undo(), current.undo(), current.undo()]);
  expect(current.now?.retro.title).toBe(before);
});

test('an edit can be undone before the answer is there', async () => {
  const before = current.now?.retro.title;
  void current.edit({ type: 'rename', title: 'hasty' });
  await current.undo();
  expect(current.now?.retro.title).toBe(before);
});

test('a failed save says so and shows what is really kept', async () => {
  const before = current.now?.retro.title;
  const failure = { kind: 'storage', sentence: 'The disk is full; free some space and try again.' } as const;
  Object.assign(globalThis, {
    window: { shiplapse: { ...bridge(), edit: () => Promise.resolve({ ok: false, failure }) } },
  });
  await current.edit({ type: 'rename', title: 'lost' });
  expect(current.now?.retro.title).toBe(before);
  expect(toasts.list.map(({ text }) => text)).toEqual([failure.sentence]);
});

test('an export in a hurry has every edit made before it', async () => {
  const order: string[] = [];
  const slow = bridge();
  const edit: typeof slow.edit = async (argument) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    order.push(`kept ${argument.edit.type === 'rename' ? argument.edit.title : ''}`);
    return slow.edit(argument);
  };
  const saveShared: typeof slow.saveShared = (argument) => {
    order.push('saved');
    return slow.saveShared(argument);
  };
  Object.assign(globalThis, { window: { shiplapse: { ...slow, edit, saveShared } } });
  void current.edit({ type: 'rename', title: 'one' });
  void current.edit({ type: 'rename', title: 'two' });
  await exporting.save('example', 'notes');
  expect(order).toEqual(['kept one', 'kept two', 'saved']);
});

test('an edit of something that is gone is no edit', async () => {
  await current.edit({ type: 'removeMilestone', id: 'nobody' });
  expect(current.now?.undo).toBeNull();
});
