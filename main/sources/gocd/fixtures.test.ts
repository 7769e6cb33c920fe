import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseInstant } from '../../domain/time/instant';
import type { Definition } from '../../domain/history/records';
import { importFiles } from './testImport';

const folder = path.resolve(import.meta.dirname, '../../../../shared/fixtures/gocd');
const absent = !existsSync(folder);
if (absent) console.warn(`SKIPPED: recorded replies of GoCD are not at ${folder}`);
const recorded = test.skipIf(absent);
const at = (...names: string[]) => names.map((name) => path.join(folder, name));

recorded.each(['yagocd-16.1.0', 'yagocd-17.2.0'])('%s: history of Consumer_Website', async (version) => {
  const { runs, rejected } = await importFiles(at(`${version}/pipelines-Consumer_Website-history-0.json`));
  expect(rejected).toEqual([]);
  expect(runs.map((run) => run.id)).toEqual(
    [22, 23, 24, 25, 26, 27, 28, 29, 30, 31].map((n) => `Consumer_Website/${n}`),
  );
  const run = runs.at(-1)!;
  expect(run).toMatchObject({
    number: 31,
    attempt: 1,
    outcome: 'passed',
    sourceOutcome: 'Passed',
    trigger: 'upstream',
    actor: null,
    queuedAt: 1463606893439,
    startedAt: 1463606893439,
    finishedAt: null,
    upstream: ['Shared_Services/33'],
    changes: [],
  });
  expect(run.revisions).toEqual([
    {
      material: 'git:consumer',
      branch: 'master',
      revision: '3d8d5a761b20ae40d94458862eeac6707e8befb9',
      committedAt: parseInstant('2015-08-05T15:24:31Z'),
      author: 'Ken Mugrage <kmugrage@thoughtworks.com>',
      message: 'removed everything but Rakefile',
    },
  ]);
  expect(
    run.stages.map((stage) => [stage.name, stage.outcome, stage.approval, stage.scheduledAt, stage.startedAt]),
  ).toEqual([
    ['Commit', 'passed', 'auto', 1463606893439, null],
    ['Unit_Test', 'passed', 'auto', 1463606932466, null],
    ['Package', 'passed', 'auto', 1463607150376, null],
  ]);
});

recorded('a stage instance completes the run of the history, in either order', async () => {
  const files = at(
    'yagocd-17.2.0/pipelines-Consumer_Website-history-0.json',
    'yagocd-17.2.0/stages-Consumer_Website-Commit-instance-31-1.json',
    'yagocd-17.2.0/jobs-Consumer_Website-Commit-build-history-0.json',
    'yagocd-17.2.0/stages-Consumer_Website-Commit-history-0.json',
  );
  const there = await importFiles(files);
  const back = await importFiles([...files].reverse());
  expect(back.runs).toEqual(there.runs);
  expect(there.runs).toHaveLength(10);
  const run = there.runs.at(-1)!;
  expect([run.startedAt, run.finishedAt]).toEqual([1463606920603, null]);
  expect(run.stages[0]).toMatchObject({
    scheduledAt: 1463606893439,
    startedAt: 1463606920603,
    finishedAt: 1463606932435,
    agent: '68e5d48c-753a-4395-a79c-1cb22d77a12f',
  });
  expect(run.stages[0]?.jobs).toHaveLength(1);
});

recorded('an instance made by a push', async () => {
  const { runs } = await importFiles(at('yagocd-17.2.0/pipelines-Consumer_Website-instance-2.json'));
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({ id: 'Consumer_Website/2', trigger: 'push', outcome: 'passed', upstream: [] });
  expect(runs[0]?.changes.map((each) => each.revision)).toEqual(['3d8d5a761b20ae40d94458862eeac6707e8befb9']);
});

recorded('runs forced by hand, one failed', async () => {
  const { runs } = await importFiles(at('go-gocd-pipeline-history.json'));
  expect(runs.map((run) => [run.id, run.outcome, run.trigger, run.actor, run.queuedAt])).toEqual([
    ['pipeline1/10', 'passed', 'manual', 'anonymous', 1436172122024],
    ['pipeline1/11', 'failed', 'manual', 'anonymous', 1436172201081],
  ]);
  expect(runs[0]?.revisions[0]).toMatchObject({ material: 'git:gocd', branch: 'master' });
});

recorded('a repository given as …/empty/.git is called empty', async () => {
  const { runs } = await importFiles(at('pygocd-pipeline-history.json'));
  expect(runs.map((run) => run.number)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(new Set(runs.map((run) => run.revisions[0]?.material))).toEqual(new Set(['git:empty']));
});

recorded('stage history and instance alone build runs, every attempt an entry', async () => {
  const { runs } = await importFiles(at('pygocd-stage-history.json', 'pygocd-stage-instance.json'));
  expect(runs.map((run) => [run.id, run.outcome, run.attempt, run.queuedAt, run.finishedAt])).toEqual([
    ['Dummy/1', 'failed', 1, 1453305946589, null],
    ['Dummy/2', 'passed', 5, 1453306076694, null],
    ['Dummy/3', 'passed', 1, 1453313645793, null],
    ['Dummy/4', 'passed', 1, 1453313945477, null],
    ['Dummy/5', 'passed', 1, 1453314520220, 1453314557035],
  ]);
  expect(runs[1]?.stages.map((stage) => [stage.attempt, stage.scheduledAt])).toEqual([
    [1, 1453306076694],
    [2, 1453306234367],
    [3, 1453307032785],
    [4, 1453307098101],
    [5, 1453307197832],
  ]);
  expect(runs[4]).toMatchObject({ startedAt: 1453314528618, trigger: 'unknown', revisions: [] });
  expect(runs[4]?.stages[0]).toMatchObject({ agent: null, finishedAt: 1453314557035 });
  expect(runs[4]?.stages[0]?.jobs.map((job) => job.startedAt)).toEqual([1453314528618, 1453314546396]);
});

recorded('cancelled and waiting stages', async () => {
  const { runs } = await importFiles(
    at(
      'yagocd-17.2.0/stages-CancelledPipeline-defaultStage-history-0.json',
      'yagocd-17.2.0/stages-CancelledPipeline-defaultStage-instance-2-1.json',
    ),
  );
  expect(runs.map((run) => [run.number, run.outcome, run.queuedAt, run.startedAt, run.finishedAt])).toEqual([
    [1, 'cancelled', 1463642957663, 1463642957663, null],
    [2, 'passed', 1463642979668, 1463642991251, 1463643003430],
    [3, 'passed', 1491319796362, 1491319796362, null],
    [4, 'running', 1491319852442, null, null],
  ]);
});

recorded('job history alone', async () => {
  const { runs } = await importFiles(at('yagocd-16.1.0/jobs-Shared_Services-Commit-build-history-0.json'));
  expect(runs).toHaveLength(10);
  expect(runs.at(-1)).toMatchObject({
    id: 'Shared_Services/33',
    outcome: 'passed',
    queuedAt: 1463606632223,
    finishedAt: null,
  });
  expect(runs.every((run) => run.stages[0]?.name === 'Commit' && run.stages[0].jobs[0]?.name === 'build')).toBe(true);
});

recorded(
  'a value stream map has no moments: alone its runs are set aside, beside others it adds the upstream',
  async () => {
    const map = 'yagocd-17.2.0/pipelines-value_stream_map-Automated_Tests-7.json';
    const alone = await importFiles(at(map));
    expect(alone.runs).toEqual([]);
    const ids = alone.rejected.map((each) => each.id);
    expect(ids).toEqual(
      expect.arrayContaining([
        'Automated_Tests/7',
        'Production_Services/3',
        'Production_Services/4',
        'Shared_Services/6',
      ]),
    );
    expect(alone.rejected.every((each) => each.where.endsWith('7.json:1') && each.reason.includes('moment'))).toBe(
      true,
    );
  },
);

recorded('modifications are commits of the material whose revision a run was made with', async () => {
  const own =
    'yagocd-16.1.0/materials-e302ce7f43cd1a5009d218e7d6c1adf6a38fa9a33f6d0054d1607a00209fa810-modifications-0.json';
  await expect(importFiles(at(own))).rejects.toMatchObject({
    kind: 'wrong_kind',
    message: expect.stringContaining('pipelines/NAME/history') as string,
  });
  const both = await importFiles(at(own, 'yagocd-16.1.0/pipelines-Consumer_Website-history-0.json'));
  expect([both.runs.length, both.failures.length]).toEqual([10, 1]);
});

const unusable: [string, string][] = [
  ['yagocd-17.2.0/pipelines-PausedPipeline-status.json', 'the status of a pipeline'],
  ['yagocd-16.1.0/pipelines-UnPausedPipeline-status.json', 'the status of a pipeline'],
  ['yagocd-17.2.0/config-pipeline_groups.json', 'the list of pipelines of the configuration'],
  ['yagocd-17.2.0/config-materials.json', 'the list of materials'],
  ['yagocd-17.2.0/admin-environments.json', 'the list of environments'],
  ['yagocd-17.2.0/admin-pipelines-Shared_Services.json', 'the configuration of a pipeline'],
  ['yagocd-17.2.0/pipelines-Shared_Services-stages.xml', 'the feed of stages'],
  ['yagocd-17.2.0/pipelines.xml', 'the feed of pipelines'],
  ['yagocd-17.2.0/stages-11.xml', 'one entry of a feed'],
  ['yagocd-17.2.0/jobs-1.xml', 'one entry of a feed'],
];
recorded.each(unusable)('%s is refused as %s', async (file, what) => {
  const named = new RegExp(`${what}.*save the reply of /go/api/pipelines/NAME/history`);
  await expect(importFiles(at(file))).rejects.toMatchObject({
    kind: 'wrong_kind',
    message: expect.stringMatching(named) as string,
  });
  const beside = await importFiles(at(file, 'go-gocd-pipeline-history.json'));
  expect([beside.runs.length, beside.failures.length]).toEqual([2, 1]);
});

recorded('configuration of 2007 to today: pipelines, materials, gates and nothing secret', async () => {
  const studios = (await importFiles(at('cruise-config-studios-1.0.xml'))).definitions;
  expect(studios).toHaveLength(17);
  expect(definition(studios, 'evolve-branch-3.0')).toMatchObject({
    materials: [{ kind: 'material', name: 'svn:svn', branch: 'release3.0' }],
  });
  const { stages } = definition(studios, 'evolve-branch-3.0');
  expect(stages.map((stage) => stage.name).join()).toBe(
    'dev,publish,db,install,restore-for-smoke,performance,publish-result',
  );
  expect(stages[0]).toMatchObject({
    approval: 'auto',
    agent: 'low memory, nant, smoke, vs.net',
    jobs: ['evolve', 'evolve_smoke'],
  });
  const small = (
    await importFiles(
      at(
        'cruise-config-go-meta.xml',
        'cruise-config-pluggable-artifacts.xml',
        'cruise-config-dependency-migration.xml',
      ),
    )
  ).definitions;
  expect(small.map((each) => each.pipeline)).toEqual(
    'pipe-in-main pipe1 pipe2 pipe-ref-main pipe-ref-part pipe3 ancestor parent child multiple depends'.split(' '),
  );
  expect(definition(small, 'pipe3').materials).toEqual([
    { kind: 'material', name: 'git:gocd-indep-config-part', branch: 'master' },
    { kind: 'pipeline', name: 'pipe2', branch: null },
  ]);
  expect(definition(small, 'depends').materials.at(-1)).toEqual({ kind: 'pipeline', name: 'multiple', branch: null });
  expect(JSON.stringify([studios, small])).not.toMatch(/SECRET|REDACTED|password|docker-user/i);
});

function definition(all: Definition[], pipeline: string): Definition {
  return all.find((each) => each.pipeline === pipeline) ?? expect.fail(`no definition of ${pipeline}`);
}
