import { describe, expect, it } from 'vitest';
import type { Run, SourceCoverage } from '../../history/records';
import type { Stream } from '../../retro/environmentMap';
import { asStreams } from '../joining/asStreams';
import type { Suggestion } from '../suggestions/detected';
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

/** As a source of its own tells it. */
function of(source: string, runs: Run[]): Run[] {
  return runs.map((one) => ({ ...one, source }));
}

function covers(source: string, from: number, to: number): SourceCoverage {
  return { source, from: begin + from * weekMs, to: begin + to * weekMs, gaps: [] };
}

function told(...runs: Run[][]): string[] {
  return suggested([covers('ci', 0, weeks)], runs).map(({ title, detected }) => `${title} (${detected.series})`);
}

function suggested(coverage: SourceCoverage[], runs: Run[][], streams: Stream[] = []): Suggestion[] {
  const map = environmentMap([
    { name: 'pasty', label: 'dogfooding', role: 'dogfood', match: [{ environment: 'pasty' }] },
  ]);
  const byTime = runs.flat().sort((a, b) => (a.queuedAt ?? 0) - (b.queuedAt ?? 0));
  return findSuggestions(asStreams(history({ runs: byTime, coverage }), streams), map, []);
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

describe('several sources', () => {
  const hundred = 100;
  const build = of('git', weekly('build', 0, hundred));
  const whole = covers('git', 0, hundred);
  const toldBy = (...all: Parameters<typeof suggested>) => suggested(...all).map(({ text }) => text);

  it('what was seen first where its source begins, and last where it ends, neither came nor went', () => {
    const runs = [build, of('old', weekly('nightly', 0, 50)), of('new', weekly('scan', 50, hundred))];
    expect(toldBy([whole, covers('old', 0, 50), covers('new', 50, hundred)], runs)).toEqual([]);
  });

  it('what came and went counts the weeks its own source covers', () => {
    const runs = [build, of('old', weekly('nightly', 0, 20)), of('new', weekly('scan', 70, hundred))];
    expect(toldBy([whole, covers('old', 0, 50), covers('new', 50, hundred)], runs).sort()).toEqual([
      'Pipeline nightly went out of use (0 of 20 weeks before, 30 of 30 after).',
      'Pipeline scan came into use (0 of 20 weeks before, 30 of 30 after).',
    ]);
  });

  it('of one that is known of by both the weeks of either count', () => {
    const stream = {
      name: 'scan',
      of: [
        { source: 'old', pipeline: 'nightly' },
        { source: 'new', pipeline: 'scan' },
      ],
    };
    const coverage = [whole, covers('old', 0, 55), covers('new', 45, hundred)];
    const moved = [build, of('old', weekly('nightly', 0, 50)), of('new', weekly('scan', 50, hundred))];
    expect(toldBy(coverage, moved, [stream])).toEqual([]);
    const late = [build, of('old', weekly('nightly', 20, 50)), of('new', weekly('scan', 50, hundred))];
    expect(toldBy(coverage, late, [stream])).toEqual([
      'Pipeline scan came into use (0 of 20 weeks before, 80 of 80 after).',
    ]);
  });
});

describe('a page of a few runs, of which nobody knows what lies before and after', () => {
  const daily = (pipeline: string, from: number, to: number): Run[] =>
    Array.from({ length: to - from }, (_, n): Run => {
      const at = begin + (from + n) * dayMs + 9 * 3_600_000;
      return run(`${pipeline}/${String(from + n)}`, { pipeline, queuedAt: at, startedAt: at, finishedAt: at + 60_000 });
    });
  const page = (...runs: Run[][]) => suggested([], runs).map(({ title }) => title);

  it.each([
    ['what ran five times a week apart is not out of use', [daily('ci', 0, 84), weekly('docs', 0, 5)], []],
    ['what ran five times a week apart at the end did not come', [daily('ci', 0, 84), weekly('docs', 7, 12)], []],
    [
      'what ran every day for five weeks and then no more is',
      [daily('ci', 0, 84), daily('docs', 0, 35)],
      ['Pipeline docs went out of use'],
    ],
  ])('%s', (_, runs, expected) => {
    expect(page(...runs)).toEqual(expected);
  });
});
