import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Run } from '../../domain/history/records';
import { createAssembly, type Assembly } from './assembly';
import { describedMaterial } from './materialName';
import { noReplies, readReply, type ReadReplies } from './readReplies';
import { recogniseGocd } from './recognise';
import { transformRun } from './transform';

const t = Date.UTC(2024, 2, 1);
type Words = [result: string, state?: string];

const outcomes: [string, (Words | 'gate' | 'next')[], string, string | null][] = [
  ['all passed', [['Passed'], ['Passed']], 'passed', 'Passed'],
  ['passed so far, behind a gate', [['Passed'], 'gate'], 'passed', 'Passed'],
  ['passed, a later stage not scheduled', [['Passed'], 'next'], 'passed', 'Passed'],
  ['one failed', [['Passed'], ['Failed'], 'next'], 'failed', 'Failed'],
  ['failing is failed', [['Failing', 'Building']], 'failed', 'Failing'],
  ['failed goes before cancelled', [['Cancelled'], ['Failed']], 'failed', 'Failed'],
  ['cancelled', [['Passed'], ['Cancelled']], 'cancelled', 'Cancelled'],
  ['building', [['Passed'], ['Unknown', 'Building']], 'running', 'Unknown'],
  ['waiting for an agent', [['Unknown', 'Scheduled']], 'running', 'Unknown'],
  ['unknown and over', [['Unknown', 'Completed']], 'unknown', 'Unknown'],
  ['a word of a later version', [['Exploded']], 'unknown', 'Exploded'],
  ['case does not matter', [['PASSED']], 'passed', 'PASSED'],
  ['nothing scheduled yet', ['next', 'gate'], 'running', null],
];
test.each(outcomes)('outcome: %s', (_, stages, outcome, word) => {
  const run = runOf({ stages: stages.map((stage, index) => stageOf(stage, index)) });
  expect([run.outcome, run.sourceOutcome]).toEqual([outcome, word]);
  expect(run.stages).toHaveLength(stages.filter((stage) => typeof stage !== 'string').length);
});

const upstream = {
  material: { type: 'Pipeline', description: 'up' },
  changed: true,
  modifications: [{ revision: 'up/7/pack/2' }],
};
const git = {
  material: { type: 'Git', description: 'URL: /r/app.git, Branch: x' },
  changed: true,
  modifications: [{ revision: 'a' }],
};
test.each([
  [{ trigger_forced: true, approver: 'ada', material_revisions: [upstream] }, 'manual', 'ada'],
  [
    { trigger_forced: false, trigger_message: 'triggered by timer', approver: 'timer', material_revisions: [] },
    'schedule',
    'timer',
  ],
  [{ approver: '', material_revisions: [git, upstream] }, 'upstream', null],
  [{ approver: '', material_revisions: [git, { ...upstream, changed: false }] }, 'push', null],
  [undefined, 'unknown', null],
])('trigger of %j is %s', (cause, trigger, actor) => {
  const run = runOf({ build_cause: cause, stages: [stageOf(['Passed'], 0)] });
  expect([run.trigger, run.actor]).toEqual([trigger, actor]);
});

test('pipelines are upstream, repositories are revisions, changes are newest first', () => {
  const other = { ...git, material: { type: 'Git', description: 'URL: git@h:o/lib.git, Branch: main' } };
  const changes = (material: typeof git, ...days: number[]) => ({
    ...material,
    modifications: days.map((day) => ({ revision: `r${day}`, modified_time: t + day, user_name: 'Ada', comment: '' })),
  });
  const materials = [changes(git, 5, 2), changes(other, 4, 1), { ...changes(git, 9), changed: false }, upstream];
  const run = runOf({ build_cause: { material_revisions: materials }, stages: [stageOf(['Passed'], 0)] });
  expect(run.upstream).toEqual(['up/7']);
  expect(run.revisions.map((each) => `${each.material} ${each.branch} ${each.revision}`)).toEqual([
    'git:app x r5',
    'git:lib main r4',
    'git:app x r9',
  ]);
  expect(run.changes.map((each) => each.revision)).toEqual(['r5', 'r4', 'r2', 'r1']);
  expect(run.changes[0]).toMatchObject({ committedAt: t + 5, author: 'Ada', message: null });
});

test.each([
  ['Git', 'URL: https://github.com/gocd/gocd, Branch: master', 'git:gocd', 'master'],
  ['Git', 'URL: https://u:p@h/Repo.git/, Branch: release/3.1', 'git:Repo', 'release/3.1'],
  ['GitMaterial', 'URL: git@host:mingle.git', 'git:mingle', 'master'],
  ['Mercurial', 'URL: http://hg/x/y', 'hg:y', null],
  ['Subversion', 'URL: https://svn/mingle/branches/3.0, Username: x, CheckExternals: false', 'svn:mingle', '3.0'],
  ['Subversion', 'URL: https://svn/mingle/trunk, Username: ', 'svn:mingle', 'trunk'],
  ['Perforce', 'URL: p4host:1666, View: //depot/..., Username: ', 'p4:1666', null],
])('%s %s is %s', (type, description, name, branch) => {
  expect(describedMaterial(type, description)).toEqual({ name, branch });
});

test('replies in any order make the same runs', () => {
  const instance = (name: string, result: string, transitions: string[]) =>
    JSON.stringify({
      ...stageOf([result], 0),
      name,
      pipeline_name: 'p',
      pipeline_counter: 1,
      jobs: [jobWith(result, transitions)],
    });
  const files = [
    JSON.stringify({
      pipelines: [
        historyItem({
          stages: [stageOf(['Unknown', 'Building'], 0), 'next'].map((each, i) =>
            each === 'next' ? stageOf('next', i) : each,
          ),
        }),
      ],
    }),
    JSON.stringify(historyItem({ stages: [stageOf(['Passed'], 0), stageOf(['Failed'], 1)] })),
    instance('s0', 'Unknown', ['Scheduled', 'Assigned']),
    instance('s0', 'Passed', ['Scheduled', 'Assigned', 'Building', 'Completed']),
    instance('s1', 'Failed', ['Scheduled', 'Assigned', 'Completed']),
  ];
  const expected = runsOf(files);
  expect(expected).toMatchObject([{ outcome: 'failed', startedAt: t + 1, finishedAt: t + 3 }]);
  fc.assert(
    fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
      expect(runsOf(shuffled)).toEqual(expected);
    }),
  );
});

test('whatever a file holds, nothing is thrown and nothing is lost without a word', () => {
  const field = fc.constantFrom(
    'pipelines',
    'stages',
    'jobs',
    'name',
    'counter',
    'build_cause',
    'pipeline_name',
    'pipeline_counter',
    'result',
    'levels',
    'nodes',
    'stage_name',
    'stage_counter',
    'material_revisions',
    'modifications',
    'revision',
  );
  const { json } = fc.letrec<{ json: unknown; object: unknown }>((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue({ maxDepth: 1 }),
      fc.integer(),
      fc.array(tie('json'), { maxLength: 3 }),
      tie('object'),
    ),
    object: fc.dictionary(field, tie('json'), { maxKeys: 6 }),
  }));
  fc.assert(
    fc.property(
      fc.oneof(
        json.map((value) => JSON.stringify(value)),
        fc.string(),
        fc.constant('<cruise><'),
      ),
      (text) => {
        const { assembly, read } = readAll([text]);
        const runs = assembly.runs().map(({ parts }) => transformRun(parts));
        expect(read.usable + read.failures.length).toBe(1);
        expect(runs.every((run) => run.id === `${run.pipeline}/${run.number}`)).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

test('a bad item is set aside alone, with its line', () => {
  const items = [1, 2, 3].map((counter) =>
    historyItem({ counter: counter === 2 ? '2nd' : counter, stages: [stageOf(['Passed'], 0)] }),
  );
  const { assembly, read } = readAll([
    `{"pagination": "[{",\n"pipelines": [\n${items.map((each) => JSON.stringify(each)).join(',\n')}]}`,
  ]);
  expect(assembly.runs()).toHaveLength(2);
  expect(read.rejected).toEqual([{ where: 'file0:4', id: 'p', reason: '"counter" is not a number of 1 or more' }]);
});

test('ten thousand runs with their stage instances take less than a second', () => {
  const transitions = ['Scheduled', 'Assigned', 'Preparing', 'Building', 'Completing', 'Completed'];
  const items = Array.from({ length: 10_000 }, (_, index) =>
    historyItem({
      counter: index + 1,
      stages: [stageOf(['Passed'], 0), stageOf(['Passed'], 1)],
      build_cause: { material_revisions: [git] },
    }),
  );
  const stages = items.flatMap(({ counter }) =>
    ['s0', 's1'].map((name) => ({
      ...stageOf(['Passed'], 0),
      name,
      pipeline_name: 'p',
      pipeline_counter: counter,
      jobs: [jobWith('Passed', transitions)],
    })),
  );
  const texts = [JSON.stringify({ pipelines: items }), JSON.stringify({ stages })];
  const times = [1, 2, 3].map(() => {
    const before = performance.now();
    const runs = runsOf(texts);
    expect([runs.length, runs.every((run) => run.finishedAt === t + 5)]).toEqual([10_000, true]);
    return performance.now() - before;
  });
  console.info(`10,000 runs: ${Math.min(...times).toFixed()} ms`);
  expect(Math.min(...times)).toBeLessThan(1000);
});

test.each([
  ['{"pipelines":[{"name":"x","build_cause":{}}]}', 'GoCD pipeline history, 1 run'],
  ['{"pipeline_name":"Dummy","approved_by":"changes","jobs":[]}', 'GoCD stages of Dummy'],
  ['{"current_pipeline":"x","levels":[]}', 'GoCD value stream map'],
  ['<?xml version="1.0"?>\n<!-- x -->\n<cruise schemaVersion="4">', 'GoCD configuration'],
  ['{"workflow_runs":[]}', null],
  ['', null],
])('%s is recognised as %s', (head, what) => {
  const found = recogniseGocd({ path: 'x', isFolder: false, head, size: head.length, isGitFolder: false });
  expect(found?.what ?? null).toBe(what);
});

function stageOf(words: Words | 'gate' | 'next', index: number) {
  const name = `s${index}`;
  if (typeof words === 'string')
    return { name, scheduled: false, approval_type: words === 'gate' ? 'manual' : 'success', jobs: [] };
  const [result, state = 'Completed'] = words;
  const job = { name: 'j', state, result, scheduled_date: t + index };
  return { name, counter: '1', scheduled: true, result, approval_type: 'success', jobs: [job] };
}

function jobWith(result: string, states: string[]) {
  const transitions = states.map((state, index) => ({ state, state_change_time: t + index }));
  return {
    name: 'j',
    state: states.at(-1),
    result,
    scheduled_date: t,
    agent_uuid: 'a',
    job_state_transitions: transitions,
  };
}

function historyItem<T extends object>(more: T) {
  return { name: 'p', counter: 1, ...more };
}

function readAll(texts: string[]): { assembly: Assembly; read: ReadReplies } {
  const assembly = createAssembly();
  const read = noReplies();
  texts.forEach((text, index) => readReply({ file: `file${index}`, text, modifiedAt: t }, assembly, read));
  return { assembly, read };
}

function runsOf(texts: string[]): Run[] {
  return readAll(texts)
    .assembly.runs()
    .map(({ parts }) => transformRun(parts));
}

function runOf(item: object): Run {
  return runsOf([JSON.stringify(historyItem(item))])[0] ?? expect.fail('no run');
}
