import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lastWord } from './lastWord';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('ten a second at most, and never without the last one', () => {
  const told: number[] = [];
  const { say, end } = lastWord<number>((value) => told.push(value));
  for (let value = 1; value <= 1_000; value += 1) {
    say(value);
    vi.advanceTimersByTime(1);
  }
  expect(told.length).toBeGreaterThan(9);
  expect(told.length).toBeLessThanOrEqual(11);
  vi.advanceTimersByTime(100);
  expect(told.at(-1)).toBe(1_000);
  say(1_001);
  say(1_002);
  end();
  expect(told.at(-1)).toBe(1_002);
  const before = told.length;
  vi.advanceTimersByTime(1_000);
  end();
  expect(told).toHaveLength(before);
});
