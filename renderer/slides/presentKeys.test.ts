import { expect, test } from 'vitest';
import { commandOf, type PresentCommand, type PresentKeyState } from './presentKeys';

const none: PresentKeyState = { typed: '', film: null };
const film: PresentKeyState = { typed: '', film: { hasNext: true } };
const filmDone: PresentKeyState = { typed: '', film: { hasNext: false } };

const cases: [string, PresentKeyState, PresentCommand | null][] = [
  ['ArrowRight', none, { kind: 'nextSlide' }],
  ['ArrowRight', film, { kind: 'playback', key: ']' }],
  ['ArrowRight', filmDone, { kind: 'nextSlide' }],
  ['PageDown', film, { kind: 'nextSlide' }],
  ['N', none, { kind: 'nextSlide' }],
  ['PageUp', none, { kind: 'back' }],
  [' ', none, { kind: 'nextSlide' }],
  [' ', film, { kind: 'playback', key: ' ' }],
  ['.', none, { kind: 'toggle', what: 'black' }],
  ['.', film, { kind: 'playback', key: '.' }],
  ['7', none, { kind: 'digit', digit: '7' }],
  ['Enter', none, { kind: 'nextSlide' }],
  ['Enter', { typed: '12', film: null }, { kind: 'jump', number: 12 }],
  ['?', none, { kind: 'toggle', what: 'help' }],
  ['x', none, null],
];

test.each(cases)('%s in %j', (key, state, expected) => {
  expect(commandOf({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false }, state)).toEqual(expected);
});

test('Shift+→ leaves a film for the next slide, and Ctrl leaves keys to the system', () => {
  const key = { key: 'ArrowRight', shiftKey: true, ctrlKey: false, altKey: false, metaKey: false };
  expect(commandOf(key, film)).toEqual({ kind: 'nextSlide' });
  expect(commandOf({ ...key, ctrlKey: true }, film)).toBeNull();
});
