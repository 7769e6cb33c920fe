import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { History, Run } from '../../history/records';
import type { EnvironmentMap, Stream } from '../../retro/environmentMap';
import { streamsProblem, withDismissed, withoutStream, withStream } from '../../retro/streams';
import { buildFacts } from '../buildFacts';
import { buildMetrics } from '../buildMetrics';
import { HistoryIndex } from '../deployments/analyseDeployments';
import { mapReport } from '../map/mapReportAt';
import { findSuggestions } from '../suggestions/suggestMilestones';
import { begin, inventedEnvironments, inventedHistory, weekMs } from '../suggestions/testing/inventedHistory';
import { environmentMap, history, revision, run, stage, t } from '../testing/records';
import { asStreams } from './asStreams';
import { suggestStreams } from './suggestStreams';

const weeks = 40;
const invented = inventedHistory(3, weeks);
const pipelines = [...new Set(invented.runs.map((one) => one.pipeline))].sort();

/** The same history as two servers tell it: until `cut` the first, where the pipelines in `renamed` had other names. */
function moved(cut: number, renamed: readonly string[]): { told: History; streams: Stream[] } {
  const isOld = ({ queuedAt, startedAt }: Run) => (queuedAt ?? startedAt ?? 0) < cut;
  const old = new Set(invented.runs.filter(isOld).map(({ id }) => id));
  const nameOf = (pipeline: string) => (renamed.includes(pipeline) ? `old-${pipeline}` : pipeline);
  const runs = invented.runs.map((one): Run => {
    const upstream = one.upstream.map((id) => (old.has(id) && !old.has(one.id) ? `before:${id}` : id));
    return old.has(one.id) ? { ...one, source: 'before', pipeline: nameOf(one.pipeline) } : { ...one, upstream };
  });
  const coverage = [
    { source: 'before', from: begin, to: cut, gaps: [] },
    { source: 'ci', from: cut, to: begin + weeks * weekMs, gaps: [] },
  ];
  const streams = pipelines.map((pipeline) => ({
    name: pipeline,
    of: [{ source: 'before', pipeline: nameOf(pipeline) }, { pipeline }],
  }));
  return { told: { ...invented, runs, coverage }, streams };
}

describe('a history that was renamed and moved', () => {
  const environments = environmentMap([
    { name: 'staging', role: 'staging', match: [{ pipeline: 'stage' }, { pipeline: 'old-stage' }] },
    { name: 'live', label: 'production', role: 'production', match: [{ pipeline: 'ship' }, { pipeline: 'old-ship' }] },
  ]);
  const never = new HistoryIndex(invented);

  test(
    'counts as the same history that never was, wherever the seam is',
    () =>
      fc.assert(
        fc.property(
          fc.integer({ min: begin + weekMs, max: begin + (weeks - 1) * weekMs }),
          fc.subarray(pipelines),
          (cut, renamed) => {
            const { told, streams } = moved(cut, renamed);
            const joined = asStreams(told, streams);
            for (const query of [
              { bucket: 'week' as const },
              { bucket: 'month' as const, pipeline: pipelines[0] ?? '' },
            ]) {
              expect(buildMetrics(joined, environments, query)).toEqual(
                buildMetrics(invented, environments, query, never),
              );
            }
            for (const at of [cut - weekMs, cut, cut + weekMs]) {
              expect(mapReport(joined, environments, at)).toEqual(mapReport(invented, environments, at));
            }
          },
        ),
        { numRuns: 15 },
      ),
    120_000,
  );

  test('without streams it does not: the property can fail', () => {
    const { told } = moved(begin + 20 * weekMs, pipelines);
    expect(buildMetrics(told, environments, { bucket: 'week' })).not.toEqual(
      buildMetrics(invented, environments, { bucket: 'week' }),
    );
  });

  test('suggests the same moments: that it moved is none of them', () => {
    const { told, streams } = moved(begin + 20 * weekMs, pipelines);
    const joined = asStreams(told, streams);
    const suggested = (of: History) => findSuggestions(of, environments, [], new HistoryIndex(of)).map(({ id }) => id);
    expect(suggested(joined)).toEqual(suggested(invented));
  });

  test('keeps its ids, and remembers how each run was recorded', () => {
    const { told, streams } = moved(begin + 20 * weekMs, pipelines);
    const joined = asStreams(told, streams);
    expect(joined.runs.map(({ id }) => id)).toEqual(told.runs.map(({ id }) => id));
    expect(joined.runs.map(({ recorded }) => recorded)).toEqual(
      told.runs.map(({ source, pipeline }) => ({ source, pipeline })),
    );
  });

  test('is suggested as such, and is not any more once it is decided', () => {
    const { told, streams } = moved(begin + 20 * weekMs, ['ship']);
    const found = suggestStreams(told, []);
    expect(found.map(({ stream }) => stream.name)).toEqual(expect.arrayContaining(['ship']));
    const ship = found.find(({ stream }) => stream.name === 'ship');
    expect(ship?.stream.of).toEqual([
      { source: 'before', pipeline: 'old-ship' },
      { source: 'ci', pipeline: 'ship' },
    ]);
    expect(ship?.overlap).toBe(1);
    expect(suggestStreams(told, streams)).toEqual([]);
    const dismissed = found.reduce((map, { stream }) => withDismissed(map, stream), inventedEnvironments);
    expect(suggestStreams(told, dismissed.streams ?? [])).toEqual([]);
  });

  test('the map tells the names a pipeline had before', () => {
    const { told, streams } = moved(begin + 20 * weekMs, ['ship']);
    const facts = buildFacts(asStreams(told, streams), { ...environments, streams });
    const nodes = facts.evolution.nodes.filter(({ kind }) => kind === 'pipeline');
    expect(nodes.map(({ name }) => name).sort()).toEqual(pipelines);
    expect(nodes.find(({ name }) => name === 'ship')?.formerly).toEqual(['old-ship']);
  });
});

describe('suggestions', () => {
  const runsOf = (
    source: string,
    pipeline: string,
    from: string,
    days: number,
    stages: string[],
    material = 'git:app',
  ) =>
    Array.from({ length: days }, (_, day) =>
      run(`${pipeline}/${day}`, {
        ...{ source, pipeline, startedAt: t(from) + day * 86_400_000, revisions: [revision('x', { material })] },
        stages: stages.map((name) => stage(name, 'passed')),
      }),
    );
  const suggested = (...runs: Run[][]) =>
    suggestStreams(history({ runs: runs.flat().sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0)) }), []).map(
      ({ stream, overlap, after }) => `${stream.name} ${after.length} ${overlap.toFixed(2)}`,
    );
  const before = runsOf('ci', 'old', '2024-01-01', 30, ['build', 'test', 'pack']);

  test.each<[string, Run[], string[]]>([
    ['renamed', runsOf('ci', 'new', '2024-02-01', 30, ['build', 'test', 'pack', 'scan']), ['new 1 0.75']],
    ['just enough alike', runsOf('ci', 'new', '2024-02-01', 30, ['build', 'test', 'x']), ['new 1 0.50']],
    ['too little alike', runsOf('ci', 'new', '2024-02-01', 30, ['build', 'x', 'y']), []],
    [
      'moved to another server under its name',
      runsOf('gh', 'old', '2024-02-01', 30, ['build', 'test']),
      ['old 1 0.67'],
    ],
    ['months later', runsOf('ci', 'new', '2024-05-01', 30, ['build', 'test', 'pack']), []],
    [
      'beside each other',
      runsOf('ci', 'new', '2024-01-02', 70, ['build', 'test', 'pack']).filter((_, at) => at > 0),
      [],
    ],
    ['of another repository', runsOf('ci', 'new', '2024-02-01', 30, ['build', 'test', 'pack'], 'git:other'), []],
    ['hardly run', runsOf('ci', 'new', '2024-02-01', 2, ['build', 'test', 'pack']), []],
  ])('%s', (name, after, expected) => {
    // Beside each other for longer than a month, both are in use.
    const long =
      name === 'beside each other' ? runsOf('ci', 'old', '2024-01-01', 60, ['build', 'test', 'pack']) : before;
    expect(suggested(long, after)).toEqual(expected);
  });

  test('split in two', () => {
    const heirs = [
      ['build', 'pack'],
      ['test', 'lint'],
    ].map((stages, at) => runsOf('ci', `part-${at}`, '2024-02-01', 30, stages));
    const whole = runsOf('ci', 'whole', '2024-01-01', 30, ['build', 'pack', 'test', 'lint', 'docs']);
    expect(suggested(whole, ...heirs)).toEqual(['whole 2 0.80']);
    // Also where one of them alone would be enough.
    expect(
      suggested(
        before,
        ...[['build', 'test'], ['pack']].map((stages, at) => runsOf('ci', `part-${at}`, '2024-02-01', 30, stages)),
      ),
    ).toEqual(['old 2 1.00']);
  });

  test('goes on from a stream that was accepted: the chain is one', () => {
    const then = runsOf('ci', 'newer', '2024-03-01', 30, ['build', 'test', 'pack']);
    const now = runsOf('ci', 'new', '2024-02-01', 28, ['build', 'test', 'pack']);
    const all = history({ runs: [...before, ...now, ...then] });
    const [first] = suggestStreams(all, []).filter(({ stream }) => stream.name === 'new');
    const map: EnvironmentMap = withStream(environmentMap(), first?.stream ?? { name: '', of: [] });
    const [next] = suggestStreams(all, map.streams ?? []);
    const chain = withStream(map, next?.stream ?? { name: '', of: [] });
    expect(chain.streams).toEqual([
      { name: 'newer', of: ['old', 'new', 'newer'].map((pipeline) => ({ source: 'ci', pipeline })) },
    ]);
    expect(streamsProblem(chain.streams ?? [])).toBeNull();
    expect(withoutStream(chain, chain.streams?.[0] ?? { name: '', of: [] }).streams).toEqual([]);
  });
});

test('an old name that is taken out of the configuration does not end the stream', () => {
  const definition = { record: 'definition' as const, stages: [], materials: [], environments: [], origin: 'x' };
  const told = history({
    runs: [run('1', { pipeline: 'old', startedAt: 1 }), run('2', { pipeline: 'new', startedAt: 5 })],
    definitions: [
      { ...definition, source: 'ci', pipeline: 'old', validFrom: 3, present: false },
      { ...definition, source: 'ci', pipeline: 'new', validFrom: 9, present: false },
    ],
  });
  const { definitions } = asStreams(told, [{ name: 'both', of: [{ pipeline: 'old' }, { pipeline: 'new' }] }]);
  expect(definitions.map(({ pipeline, validFrom }) => [pipeline, validFrom])).toEqual([['both', 9]]);
});
