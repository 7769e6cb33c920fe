import { expect, test } from 'vitest';
import { importsOf } from '../testing/testImport';
import { savedFiles } from '../testing/savedFiles';
import { parseBuild, teamcityMoment } from './replies';
import { teamcity } from './source';

const saved = savedFiles();
const { files } = importsOf(teamcity);
const build = {
  id: 7,
  buildTypeId: 'App_Build',
  number: '12',
  state: 'finished',
  status: 'SUCCESS',
  queuedDate: '20240101T100000+0000',
};

test.each([
  [{ state: 'queued', status: undefined }, 'running', 'queued'],
  [{ state: 'running', status: 'FAILURE' }, 'running', 'FAILURE'],
  [{}, 'passed', 'SUCCESS'],
  [{ status: 'ERROR' }, 'failed', 'ERROR'],
  [{ status: 'UNKNOWN', canceledInfo: { timestamp: 'x' } }, 'cancelled', 'UNKNOWN'],
  [{ status: 'UNKNOWN' }, 'unknown', 'UNKNOWN'],
  [{ status: 'UNKNOWN', failedToStart: true }, 'failed', 'UNKNOWN'],
])('a build with %o is %s', (fields, outcome, sourceOutcome) => {
  expect(parseBuild({ ...build, ...fields })).toMatchObject({ outcome, sourceOutcome });
});

test.each([
  ['20181024T104538+0300', '2018-10-24T07:45:38Z'],
  ['20240229T000000Z', '2024-02-29T00:00:00Z'],
  ['20240230T000000+0000', null],
  ['2024-01-01T00:00:00Z', null],
  ['20240101T000000', null],
  [1_700_000_000_000, null],
])('the moment %s is %s', (text, moment) => {
  expect(teamcityMoment(text)).toBe(moment === null ? null : Date.parse(moment));
});

test('JSON and XML say the same', async () => {
  const json = {
    build: [
      {
        ...build,
        'snapshot-dependencies': { build: [{ id: 5 }] },
        revisions: { revision: [{ version: 'ab1', vcsBranchName: 'refs/heads/main' }] },
      },
    ],
  };
  const xml =
    '<builds count="1"><build id="7" buildTypeId="App_Build" number="12" state="finished" status="SUCCESS">' +
    '<queuedDate>20240101T100000+0000</queuedDate><snapshot-dependencies><build id="5"/></snapshot-dependencies>' +
    '<revisions><revision version="ab1" vcsBranchName="refs/heads/main"/></revisions></build></builds>';
  const [ofJson, ofXml] = [await files(saved(json)), await files(saved(xml))];
  expect(ofJson.runs).toHaveLength(1);
  expect(ofJson.runs[0]).toMatchObject({ id: '7', number: 12, upstream: ['5'], revisions: [{ branch: 'main' }] });
  expect(ofXml.runs).toEqual(ofJson.runs);
});

test('changes asked for apart are those of their build, in any order of the files', async () => {
  const changes = {
    href: '/app/rest/changes?locator=build:(id:7)',
    change: [{ id: 1, version: 'ab1', username: 'ada', date: '20240101T090000+0000', comment: 'Fix\n' }],
  };
  const revisions = {
    revision: [{ version: 'ab1', 'vcs-root-instance': { name: 'https://example.com/acme/app.git#main' } }],
  };
  for (const replies of [
    [changes, { ...build, revisions }],
    [{ ...build, revisions }, changes],
  ]) {
    const { runs, rejected } = await files(saved(...replies));
    expect(rejected).toEqual([]);
    expect(runs[0]?.changes).toMatchObject([
      { material: 'git:app', revision: 'ab1', author: 'ada', message: 'Fix', committedAt: Date.UTC(2024, 0, 1, 9) },
    ]);
  }
});

test('XML that was cut, or is a page to sign in, is refused', async () => {
  await expect(files(saved('<builds><build id="1"'))).rejects.toMatchObject({
    message: expect.stringContaining('complete XML') as string,
  });
  await expect(files(saved('<!doctype html><html>Sign in</html>'))).rejects.toMatchObject({ kind: 'sign_in_page' });
});
