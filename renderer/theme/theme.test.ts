import { expect, test } from 'vitest';
import { contrastOf } from './contrast';
import { palettes, themeNames, type Palette } from '../../main/domain/look/palettes';
import { printTokens } from './printTokens';

test('tokens.css is printed from the palettes', async () => {
  await expect(printTokens()).toMatchFileSnapshot('./tokens.css');
});

test('black on white is 21:1', () => {
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21);
});

const texts: (keyof Palette)[] = ['ink', 'inkSoft', 'inkMuted', 'accent', 'failed', 'highlight', 'lowlight', 'warning'];
const grounds: (keyof Palette)[] = ['paper', 'raised', 'sunken'];

test.each(themeNames)('%s: text stands 4.5:1 on every ground', (name) => {
  const weak = grounds.flatMap((ground) =>
    texts
      .filter((text) => contrastOf(palettes[name][text], palettes[name][ground]) < 4.5)
      .map((t) => `${t} on ${ground}`),
  );
  expect(weak).toEqual([]);
});

test.each(themeNames)('%s: marks stand 3:1 on paper and on cards', (name) => {
  const marks = (Object.keys(palettes[name]) as (keyof Palette)[]).filter((key) =>
    /^(role|passed|cancelled|running|unknown|note|edge|focus)/.test(key),
  );
  const weak = (['paper', 'raised'] as const).flatMap((ground) =>
    marks
      .filter((mark) => contrastOf(palettes[name][mark], palettes[name][ground]) < 3)
      .map((m) => `${m} on ${ground}`),
  );
  expect(weak).toEqual([]);
});

test.each(themeNames)('%s: text on the accent stands 4.5:1', (name) => {
  expect(contrastOf(palettes[name].onAccent, palettes[name].accent)).toBeGreaterThanOrEqual(4.5);
});
