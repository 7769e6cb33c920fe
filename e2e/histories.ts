import fs from 'node:fs';
import path from 'node:path';

const weekMs = 7 * 86_400_000;
const begin = Date.UTC(2023, 0, 2, 9);

/** A history as a team could have it: builds all along, a deployment every other week, a staging in front of it from half-time on. */
export function writeHistory(folder: string, name = 'our history.jsonl', weeks = 40): string {
  const file = path.join(folder, name);
  const records = Array.from({ length: weeks }, (_, week) => recordsOf(week, weeks)).flat();
  const header = { record: 'history', version: 1, source: 'test', zone: 'UTC' };
  fs.writeFileSync(file, [header, ...records].map((record) => `${JSON.stringify(record)}\n`).join(''));
  return file;
}

/** Records in one week of that history: a commit, a build, maybe a staging and a deployment. */
function recordsOf(week: number, weeks: number): object[] {
  const at = begin + week * weekMs;
  const revision = String(week + 1).padStart(40, '0');
  const material = { material: 'git:shop', branch: 'main', revision, committedAt: iso(at - 3_600_000) };
  const build = `build/${String(week + 1)}`;
  const hasStaging = week >= weeks / 2;
  const staging = `staging/${String(week + 1)}`;
  return [
    {
      record: 'commit',
      material: 'git:shop',
      revision,
      parents: week === 0 ? [] : [String(week).padStart(40, '0')],
      committedAt: iso(at - 3_600_000),
      message: `Change ${String(week + 1)}`,
      branches: ['main'],
    },
    run(build, 'build', week, at, { revisions: [material], outcome: week % 5 === 4 ? 'failed' : 'passed' }),
    ...(hasStaging
      ? [run(staging, 'staging', week, at + 3_600_000, { upstream: [build], environment: 'staging' })]
      : []),
    ...(week % 2 === 0
      ? [
          run(`deploy/${String(week + 1)}`, 'deploy', week, at + 7_200_000, {
            upstream: [hasStaging ? staging : build],
            environment: 'production',
          }),
        ]
      : []),
  ];
}

function run(id: string, pipeline: string, week: number, at: number, rest: object): object {
  return {
    record: 'run',
    id,
    pipeline,
    number: week + 1,
    outcome: 'passed',
    queuedAt: iso(at),
    startedAt: iso(at),
    finishedAt: iso(at + 600_000),
    ...rest,
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
