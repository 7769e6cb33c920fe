import type { Commit, History, Run, Stage } from '../../../history/records';
import type { Environment, EnvironmentMap, Role } from '../../../retro/environmentMap';

/** Small histories for tests, each record one line. */
export const dayMs = 86_400_000;
export const hourMs = 3_600_000;
export const start = Date.UTC(2014, 0, 6);

export function day(number: number): number {
  return start + number * dayMs;
}

export function run(id: string, at: number, more: Partial<Run> = {}): Run {
  return {
    record: 'run',
    source: 'go',
    id,
    pipeline: id.split('/')[0] ?? id,
    number: null,
    attempt: 1,
    url: null,
    trigger: 'push',
    actor: null,
    outcome: 'passed',
    sourceOutcome: null,
    queuedAt: at,
    startedAt: at,
    finishedAt: at + hourMs,
    revisions: [],
    changes: [],
    upstream: [],
    environment: null,
    marks: [],
    stages: [],
    ...more,
  };
}

export function revision(
  material: string,
  branch: string | null = 'master',
  text = 'r',
  committedAt: number | null = null,
) {
  return { material, branch, revision: text, committedAt, author: null, message: null };
}

export function stage(name: string, more: Partial<Stage> = {}): Stage {
  return {
    name,
    attempt: 1,
    outcome: 'passed',
    sourceOutcome: null,
    scheduledAt: null,
    startedAt: null,
    finishedAt: null,
    approval: null,
    environment: null,
    image: null,
    agent: null,
    jobs: [],
    ...more,
  };
}

export function commit(
  text: string,
  at: number,
  parents: string[],
  branches: string[],
  material = 'git:mingle',
): Commit {
  return {
    ...{ record: 'commit', source: 'git', material, revision: text, parents, branches },
    ...{ committedAt: at, authoredAt: at, author: null, message: null },
  };
}

export function history(runs: Run[], more: Partial<History> = {}): History {
  const byTime = [...runs].sort((a, b) => (a.queuedAt ?? a.startedAt ?? 0) - (b.queuedAt ?? b.startedAt ?? 0));
  return { runs: byTime, commits: [], incidents: [], definitions: [], toggles: [], coverage: [], ...more };
}

export function environments(...named: [name: string, role: Role, pipeline: string][]): EnvironmentMap {
  const all = named.map(([name, role, pipeline]): Environment => ({
    name,
    label: role,
    role,
    group: name,
    match: [{ pipeline }],
  }));
  return { zone: 'UTC', environments: all, tracks: [], targets: [] };
}
