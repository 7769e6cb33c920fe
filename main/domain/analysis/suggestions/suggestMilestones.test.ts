import { beforeAll, describe, expect, it } from 'vitest';
import { turns } from '../../../example/calendar';
import { Random } from '../../../example/random';
import { exampleRetro } from '../../../example/story';
import { exampleHistory } from '../../../testing/exampleRetro';
import type { History, Run } from '../../history/records';
import type { Milestone } from '../../retro/milestone';
import { detect } from '../changepoint/detect';
import { DetectionMemory } from '../changepoint/detectionMemory';
import type { Series } from '../changepoint/series';
import { HistoryIndex } from '../deployments/analyseDeployments';
import type { Suggestion } from './detected';
import { findSuggestions, suggestMilestones } from './suggestMilestones';
import { begin, inventedEnvironments, inventedHistory, quiet, weekMs } from './testing/inventedHistory';

const twoWeeksMs = 2 * weekMs;

describe('the bundled example', () => {
  let history: History;
  let found: Suggestion[];

  beforeAll(async () => {
    history = await exampleHistory();
    found = suggestMilestones(history, exampleRetro.environments, []);
  });

  it('tells the five highlights and the lowlight, seven at most', () => {
    expect(found.length).toBeLessThanOrEqual(7);
    expect(
      found
        .filter((one) => one.kind === 'highlight')
        .map((one) => one.detected.series)
        .sort(),
    ).toEqual([
      'agent:deploy-dumpling/deploy',
      'branch:git:mingle',
      'branch:git:mingle',
      'deployments',
      'gate:baklava',
    ]);
    expect(found.filter((one) => one.kind === 'lowlight').map((one) => one.id)).toEqual([
      'firstPassYield:saas-build@now',
    ]);
  });

  it.each([
    ['branch:git:mingle@start', () => exampleRetro.milestones[0]?.at ?? 0],
    ['deployments', () => turns.moreOften],
    ['firstPassYield:saas-build@now', () => exampleRetro.milestones.at(-1)?.at ?? 0],
  ])('%s: the date of the story lies in the window', (id, at) => {
    const { window } = (found.find((one) => one.id.startsWith(id)) as Suggestion).detected;
    expect(window.from <= at() && at() <= window.to).toBe(true);
  });

  it.each([
    ['gate:baklava', turns.gate],
    ['branch:git:mingle@2013', turns.master],
    ['agent:deploy-dumpling/deploy', turns.images],
  ])('%s: within the first deployments after the turn', (id, turn) => {
    const { at, anchors, detected } = found.find((one) => one.id.startsWith(id)) as Suggestion;
    expect(at).toBeGreaterThanOrEqual(turn);
    expect(at - turn).toBeLessThan(twoWeeksMs);
    expect(detected.window.to).toBe(at);
    const run = history.runs.find((one) => anchors[0]?.to === 'run' && one.id === anchors[0].run);
    expect(run?.startedAt).toBe(at);
  });

  it('says what went together with the images', () => {
    const images = found.find((one) => one.id.startsWith('agent:')) as Suggestion;
    const series = images.detected.facts.map((fact) => fact.series);
    expect(series).toContain('flaky:deploy-dumpling/deploy');
    expect(series).toContain('firstPassYield:deploy-dumpling/deploy');
    expect(images.title).toContain('launch-image');
  });

  it('never names a cause, and no share without its counts', () => {
    for (const { title, text, detected } of findSuggestions(history, exampleRetro.environments, [])) {
      for (const words of [title, text, ...detected.facts.map((fact) => fact.text)]) {
        expect(words).not.toMatch(/because|caused|due to|thanks to/i);
        // A share stands in brackets behind its counts, or is the interval of one.
        for (const [share] of words.matchAll(/\S+ \S+ \S+ \S*\(?[\d.]+ %\)/g)) {
          expect(share).toMatch(/^\d+ of \d+ \([\d.]+ %\)$|to [\d.]+ %\)$/);
        }
      }
    }
  });

  it('gives the same again, strongest first, each id once', () => {
    const again = suggestMilestones(history, exampleRetro.environments, []);
    expect(again).toEqual(found);
    const strengths = found.map((one) => one.detected.strength);
    expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
    expect(new Set(found.map((one) => one.id)).size).toBe(found.length);
  });

  it('does not suggest again what was decided, also when the week moved a little', () => {
    const gate = found.find((one) => one.id.startsWith('gate:')) as Suggestion;
    const left = (id: string, status: Milestone['status']): string[] =>
      suggestMilestones(history, exampleRetro.environments, [{ ...gate, id, status }]).map((one) => one.id);
    expect(left(gate.id, 'dismissed')).not.toContain(gate.id);
    expect(left('gate:baklava@2013-W10', 'accepted')).not.toContain(gate.id);
    expect(left('gate:baklava@2013-W20', 'dismissed')).toContain(gate.id);
    expect(left('gate:pasty@2013-W07', 'dismissed')).toContain(gate.id);
  });

  it('keeps what was dismissed so after a later import', () => {
    const runs = history.runs.slice(0, -600);
    const to = runs.at(-1)?.queuedAt ?? 0;
    const shorter = { ...history, runs, coverage: history.coverage.map((one) => ({ ...one, to })) };
    const dismissed = findSuggestions(shorter, exampleRetro.environments, []).map((one): Milestone => ({
      ...one,
      status: 'dismissed',
    }));
    expect(dismissed.length).toBeGreaterThanOrEqual(5);
    expect(findSuggestions(history, exampleRetro.environments, dismissed)).toEqual([]);
  });
});

describe('ten histories without a change', () => {
  it('hardly ever suggest anything', () => {
    const found = Array.from({ length: 10 }, (_, seed) =>
      suggestMilestones(inventedHistory(1_000 + seed, 104), inventedEnvironments, []).map(
        (one) => `${seed}: ${one.title}`,
      ),
    );
    expect(found.flat().length, found.flat().join('\n')).toBeLessThanOrEqual(1);
  });
});

describe('one change', () => {
  const after = (more: Partial<typeof quiet>) =>
    suggestMilestones(
      inventedHistory(7, 104, (week) => (week < 52 ? quiet : { ...quiet, ...more })),
      inventedEnvironments,
      [],
    );

  it.each([
    ['more deployments', { deploymentsAWeek: 6 }, 'deployments', 'highlight'],
    ['fewer deployments', { deploymentsAWeek: 0.3 }, 'deployments', 'lowlight'],
    ['slower builds', { buildMinutes: 25 }, 'duration:build/test', 'lowlight'],
    ['faster builds', { buildMinutes: 6 }, 'duration:build/test', 'highlight'],
    ['more failures', { fails: 0.3 }, 'firstPassYield:build/test', 'lowlight'],
  ])('%s', (_, more, series, kind) => {
    const found = after(more);
    const [first] = found;
    expect(first?.detected.facts.map((fact) => fact.series)).toContain(series);
    expect(first?.kind).toBe(kind);
    const { window } = (first as Suggestion).detected;
    expect(window.from - twoWeeksMs <= begin + 52 * weekMs && begin + 52 * weekMs <= window.to + twoWeeksMs).toBe(true);
    const others = found.slice(1).filter((one) => !one.id.endsWith('@now'));
    expect(others.length).toBeLessThanOrEqual(1);
  });
});

describe('little or nothing', () => {
  it.each([
    ['no runs', 0],
    ['three weeks', 3],
    ['nine weeks', 9],
  ])('%s: nothing', (_, weeks) => {
    expect(suggestMilestones(inventedHistory(3, weeks), inventedEnvironments, [])).toEqual([]);
  });

  it('looks at all pipelines where there is no production', () => {
    const history = inventedHistory(7, 104, (week) => (week < 52 ? quiet : { ...quiet, buildMinutes: 30 }));
    const none = { ...inventedEnvironments, environments: [] };
    expect(suggestMilestones(history, none, [])[0]?.detected.series).toBe('duration:build/test');
  });
});

it('searches again only the series that one more run changes', () => {
  const all = inventedHistory(3, 80);
  const built = all.runs.findLast((one) => one.pipeline === 'build' && one.outcome === 'passed');
  if (!built) throw new Error('nothing was built');
  const memory = new DetectionMemory();
  findSuggestions(all, inventedEnvironments, [], new HistoryIndex(all), memory);
  const first = memory.searched;
  findSuggestions(all, inventedEnvironments, [], new HistoryIndex(all), memory);
  expect(memory.searched).toBe(first);

  // One more run in the middle, so that no other week begins or ends.
  const shift = 40 * weekMs - ((built.finishedAt ?? 0) - begin);
  const late = (at: number | null): number | null => (at === null ? null : at + shift);
  const more: Run = {
    ...built,
    ...{ id: 'build/more', queuedAt: late(built.queuedAt), startedAt: late(built.startedAt) },
    ...{
      finishedAt: late(built.finishedAt),
      revisions: built.revisions.map((of) => ({ ...of, revision: 'more' })),
      changes: [],
    },
    stages: built.stages.map((one) => ({
      ...one,
      ...{ scheduledAt: late(one.scheduledAt), startedAt: late(one.startedAt), finishedAt: late(one.finishedAt) },
    })),
  };
  const grown = { ...all, runs: [...all.runs, more] };
  const found = findSuggestions(grown, inventedEnvironments, [], new HistoryIndex(grown), memory);
  // Red time of its pipeline; yield, flakiness and duration of each of its stages; the duration only where a weekly median moved.
  expect(memory.searched - first).toBeGreaterThanOrEqual(2 * built.stages.length);
  expect(memory.searched - first).toBeLessThanOrEqual(3 * built.stages.length + 1);
  expect(first).toBeGreaterThan(3 * built.stages.length);
  expect(found).toEqual(findSuggestions(grown, inventedEnvironments, []));
});

it('looks at 40 series of 520 weeks in little time', () => {
  const random = new Random(1);
  const all = Array.from({ length: 40 }, (_, place): Series => {
    const trials = Array.from({ length: 520 }, () => 10 + random.poisson(5));
    const values = trials.map((of) => random.poisson(of * 0.2));
    if (place % 3 === 0) return { family: 'poisson', values };
    if (place % 3 === 1) return { family: 'magnitude', values: trials.map(() => random.duration(100, 0.5)) };
    return { family: 'binomial', values: values.map((value, week) => Math.min(value, trials[week] ?? 0)), trials };
  });
  const cpuMs = (work: () => void): number => {
    const before = process.cpuUsage();
    work();
    const used = process.cpuUsage(before);
    return (used.user + used.system) / 1000;
  };
  let found: number[] = [];
  const together = cpuMs(() => {
    found = all.map((series) => detect(series, 40).changePoints.length);
  });
  const one = cpuMs(() => detect(all[0] as Series, 40));
  console.info(`40 series of 520 weeks: ${together.toFixed(0)} ms of CPU, one series ${one.toFixed(1)} ms`);
  expect(found.filter((count) => count > 0).length).toBeLessThanOrEqual(1);
});
