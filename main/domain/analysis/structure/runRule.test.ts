import { describe, expect, it } from 'vitest';
import { Random } from '../../../example/random';
import { takesOver, turnsOf } from './runRule';

const bits = (text: string): boolean[] => [...text].map((one) => one === '1');

describe('turnsOf', () => {
  it.each([
    ['000011011', [4], []],
    ['0001111', [], []],
    ['00011111', [3], []],
    ['0011111', [], []],
    ['000000110000000', [], []],
    ['0000100000111111', [10], []],
    ['1111100000', [], [5]],
    ['00000111111111100000000000', [5], [15]],
    ['11111111', [], []],
    ['', [], []],
  ])('%s: comes at %j, goes at %j', (text, comes, goes) => {
    const turns = turnsOf(bits(text));
    expect(turns.filter((one) => one.appears).map((one) => one.at)).toEqual(comes);
    expect(turns.filter((one) => !one.appears).map((one) => one.at)).toEqual(goes);
  });

  it.each([0.1, 0.25, 0.4, 0.5, 0.7])('sees hardly anything in coins that fall so with %f', (chance) => {
    const random = new Random(11);
    const found = Array.from({ length: 40 }, () => turnsOf(Array.from({ length: 200 }, () => random.chance(chance))));
    expect(found.flat().length).toBeLessThanOrEqual(6);
  });
});

describe('takesOver', () => {
  it.each([
    ['0000000011111111', 8, true],
    ['0000001111100000000000', 6, false],
    ['0100101011111111111111', 8, false],
  ])('%s at %i: %s', (text, at, wanted) => {
    expect(takesOver(bits(text), at)).toBe(wanted);
  });
});
