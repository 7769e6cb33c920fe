import { describe, expect, it } from 'vitest';
import { parseSeries } from './parseSeries';

describe('parseSeries', () => {
  it('takes the three families, and the name of the file where there is none', () => {
    expect(parseSeries({ family: 'poisson', values: [1, 0], unit: 'x' }, 'weeks')).toEqual({
      ok: true,
      series: { name: 'weeks', family: 'poisson', values: [1, 0] },
    });
    expect(parseSeries({ name: 'n', family: 'binomial', values: [1], trials: [2] }, '').ok).toBe(true);
    expect(parseSeries({ name: 'n', family: 'magnitude', values: [-1.5] }, '').ok).toBe(true);
  });

  it.each([
    [[], 'family'],
    [{ family: 'normal', values: [1] }, 'family'],
    [{ family: 'poisson' }, 'values'],
    [{ family: 'poisson', values: [] }, 'values: must not be empty'],
    [{ family: 'poisson', values: [1, -1] }, 'values[1]: must not be below 0'],
    [{ family: 'poisson', values: [1.5] }, 'values[0]: must be a whole number'],
    [{ family: 'magnitude', values: ['1'] }, 'values[0]'],
    [{ family: 'magnitude', values: [null] }, 'values[0]'],
    [{ family: 'binomial', values: [1] }, 'trials'],
    [{ family: 'binomial', values: [1], trials: [1, 2] }, 'values has 1 numbers but trials 2'],
    [{ family: 'binomial', values: [0, 3], trials: [1, 2] }, 'values[1]: 3 of 2 trials cannot be'],
  ])('refuses %j', (value, problem) => {
    const parsed = parseSeries(value, '');
    expect(parsed.ok ? '' : parsed.problem).toContain(problem);
  });
});
