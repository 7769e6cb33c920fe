import { describe, expect, it } from 'vitest';
import type { Run } from '../../history/records';
import { findSuggestions } from '../suggestions/suggestMilestones';
import { environmentMap, history, run, stage } from '../testing/records';

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** A Monday. */
const begin = Date.UTC(2021, 0, 4);
const weeks = 60;

/** What runs every Tuesday of the weeks `from` (in) to `to` (out). */
function weekly(pipeline: string, from: number, to: number, stages: string[] = [], environment?: string): Run[] {
  return Array.from({ length: to - from }, (_, n): Run => {
    const at = begin + (from + n) * weekMs + dayMs;
    return run(`${pipeline}/${String(from + n)}`, {
      ...{ pipeline, queuedAt: at, startedAt: at, finishedAt: at + 60_000, environment: environment ?? null },
      stages: stages.map((name) => stage(name, 'passed', { startedAt: at, finishedAt: at + 60_000 })),
    });
  });
}

function told(...runs: Run[][]): string[] {
  const coverage = [{ source: 'ci', from: begin, to: begin + weeks * weekMs, gaps: [] }];
  const map = environmentMap([
    { name: 'pasty', label: 'dogfooding', role: 'dogfood', match: [{ environment: 'pasty' }] },
  ]);
  const all = history({ runs: runs.flat(), coverage });
  return findSuggestions(all, map, []).map(({ title, detected }) => `${title} (${detected.series})`);
}

describe('what comes into use beside the way to production', () => {
  const build = weekly('build', 0, weeks);
  it.each([
    ['a pipeline that came', [weekly('nightly', 20, weeks)], ['Pipeline nightly came into use (stage:nightly)']],
    ['a pipeline that went', [weekly('nightly', 0, 30)], ['Pipeline nightly went out of use (stage:nightly)']],
    ['one used from the start', [weekly('nightly', 0, weeks)], []],
    ['one used three times', [weekly('nightly', 20, 23)], []],
    ['one too near the end', [weekly('nightly', weeks - 3, weeks)], []],
    ['a new name', [weekly('nightly', 0, 30, ['unit', 'ui']), weekly('every-night', 30, weeks, ['unit', 'ui'])], []],
    [
      'another pipeline in its place',
      [weekly('nightly', 0, 30, ['unit', 'ui']), weekly('scan', 30, weeks, ['secrets'])],
      ['Pipeline nightly went out of use (stage:nightly)'],
    ],
  ])('%s', (_, runs, expected) => {
    expect(told(build, ...runs)).toEqual(expected);
  });

  it('an environment that came, by its plain name', () => {
    const titles = told(build, weekly('ship', 25, weeks, ['deploy'], 'pasty'));
    expect(titles).toHaveLength(1);
    expect(titles[0]).toMatch(/^Deployments to pasty \(dogfooding\) began \(stage:ship/);
  });
});
