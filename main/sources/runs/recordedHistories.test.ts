import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Commit, Run } from '../../domain/history/records';
import { failure, ids, readAll } from './testing/gatherEvents';

const folder = mkdtempSync(path.join(tmpdir(), 'shiplapse-runs-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('deployments recorded in git: a new image is a deployment, a switch is not', async () => {
  const commit = (id: string, content: string, more = {}) =>
    JSON.stringify({
      commit: id,
      author: 'bot',
      committer_date: `2024-02-0${id}T10:00:00+01:00`,
      path: 'tags/staging/shop',
      content,
      status: 'M',
      ...more,
    });
  const file = put(
    'shop.jsonl',
    [
      commit('1', ''),
      commit('2', 'image_tag: 1234e5\n'),
      commit('3', 'image_tag: "1234e5"\nautomatic: false\n'),
      commit('4', 'image_tag: v2 # new\n'),
      commit('5', 'image_tag: v2', { status: 'D' }),
    ].join('\n'),
  );
  const { records } = await readAll([file]);
  expect(records.map((record) => [(record as Run).outcome, (record as Run).revisions[0]?.revision])).toEqual([
    ['skipped', undefined],
    ['passed', '1234e5'],
    ['skipped', '1234e5'],
    ['passed', 'v2'],
    ['skipped', undefined],
  ]);
  expect(records[1]).toMatchObject({
    id: '2:tags/staging/shop',
    pipeline: 'shop',
    environment: 'staging',
    sourceOutcome: 'recorded',
    finishedAt: Date.UTC(2024, 1, 2, 9),
  });
});

test.each([
  '<report><lines><key>taskId</key></lines>',
  '<!DOCTYPE x><report><lines><key>taskId</key></lines></report>',
])('a report that is cut short or brings its own entities is refused: %s', async (xml) => {
  expect(await failure([put('report.xml', xml)])).toMatchObject({
    kind: 'unreadable',
    message: expect.stringMatching(/^report\.xml is cut short/) as string,
  });
});

const generic = path.resolve('..', 'shared', 'fixtures', 'generic');
const absent = !existsSync(generic);
if (absent) console.warn(`No recorded histories in ${generic}: their tests are skipped.`);

describe.skipIf(absent)('recorded histories come in without loss', () => {
  test('deployments recorded in git', async () => {
    const folderOfDeploys = path.join(generic, 'govuk-deploys');
    const read = await readAll(readdirSync(folderOfDeploys).map((name) => path.join(folderOfDeploys, name)));
    const outcomes = read.records.map((record) => (record as Run).outcome);
    expect(read.rejected).toEqual([]);
    expect(new Set(ids(read)).size).toBe(15_194);
    expect(outcomes.filter((outcome) => outcome === 'passed')).toHaveLength(15_162);
    expect(outcomes.filter((outcome) => outcome === 'skipped')).toHaveLength(32);
  });

  test.each([
    ['git-process/fedora-coreos-streams.jsonl', 665],
    ['git-process/mybinder-deploy-process.jsonl', 1272],
  ])('%s', async (name, count) => {
    const read = await readAll([path.join(generic, name)]);
    expect(read.rejected).toEqual([]);
    expect(new Set(read.records.map((record) => (record as Commit).revision)).size).toBe(count);
    expect(read.records.every((record) => Array.isArray(record.more?.['files']))).toBe(true);
  });

  test('builds of a metrics tool', async () => {
    const read = await readAll([path.join(generic, 'heartbeat-create-new-pipeline-data.csv')]);
    expect(read.rejected).toEqual([]);
    expect(ids(read)).toHaveLength(47);
    expect(read.records[0]).toMatchObject({
      id: 'Heartbeat/4210',
      number: 4210,
      outcome: 'passed',
      stages: [{ name: ':rocket: Deploy prod' }],
      more: { Branch: 'main' },
    });
  });

  test('an XL Deploy report', async () => {
    const read = await readAll([path.join(generic, 'hygieia-xldeploy-applicationHistory1.xml')]);
    expect(read.records).toMatchObject([
      {
        id: 'db0afc80-eedf-410e-bc43-4a0c3fdd47e2',
        pipeline: 'Helloworld',
        environment: 'QA01',
        outcome: 'passed',
        startedAt: Date.UTC(2016, 2, 14, 15, 4, 22, 982),
      },
      {
        environment: 'Production',
        revisions: [{ material: 'package:Helloworld', revision: 'helloworld-v1.0.0' }],
        more: { type: 'Initial' },
      },
    ]);
  });

  test.each([
    'kubevirt-ci-health/merged-prs.jsonl',
    'kubevirt-ci-health/time-to-merge.jsonl',
    'git-process/fedora-coreos-updates-next.json',
  ])('%s is refused, as it holds no runs', async (name) => {
    expect(await failure([path.join(generic, name)])).toMatchObject({ kind: 'wrong_kind' });
  });
});

function put(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}
