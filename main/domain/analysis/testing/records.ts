import type { Commit, History, Incident, Revision, Run, Stage } from '../../history/records';
import type { Environment, EnvironmentMap } from '../../retro/environmentMap';
import { parseInstant } from '../../time/instant';

/** Short ways to write records down in tests: what is not given is not known. */

export function t(text: string): number {
  const instant = parseInstant(text.length === 10 ? `${text}T00:00:00Z` : text);
  if (instant === null) throw new Error(`“${text}” is no moment`);
  return instant;
}

export function run(id: string, fields: Partial<Run> = {}): Run {
  return {
    record: 'run',
    source: 'ci',
    id,
    pipeline: id.split('/')[0] ?? id,
    number: null,
    attempt: 1,
    url: null,
    trigger: 'unknown',
    actor: null,
    outcome: 'passed',
    sourceOutcome: null,
    queuedAt: null,
    startedAt: null,
    finishedAt: null,
    revisions: [],
    changes: [],
    upstream: [],
    environment: null,
    marks: [],
    stages: [],
    ...fields,
  };
}

export function stage(name: string, outcome: Stage['outcome'], fields: Partial<Stage> = {}): Stage {
  return {
    name,
    attempt: 1,
    outcome,
    sourceOutcome: null,
    scheduledAt: null,
    startedAt: null,
    finishedAt: null,
    approval: null,
    environment: null,
    image: null,
    agent: null,
    jobs: [],
    ...fields,
  };
}

export function revision(text: string, fields: Partial<Revision> = {}): Revision {
  return {
    material: 'git:app',
    branch: null,
    revision: text,
    committedAt: null,
    author: null,
    message: null,
    ...fields,
  };
}

export function commit(
  text: string,
  parents: string[],
  committedAt: number | null,
  fields: Partial<Commit> = {},
): Commit {
  return {
    record: 'commit',
    source: 'git',
    material: 'git:app',
    revision: text,
    parents,
    committedAt,
    authoredAt: null,
    author: null,
    message: null,
    branches: [],
    ...fields,
  };
}

export function incident(id: string, openedAt: number, fields: Partial<Incident> = {}): Incident {
  return {
    record: 'incident',
    source: 'pager',
    id,
    environment: 'production',
    openedAt,
    resolvedAt: null,
    run: null,
    title: null,
    ...fields,
  };
}

export function history(fields: Partial<History>): History {
  return { runs: [], commits: [], incidents: [], definitions: [], toggles: [], coverage: [], ...fields };
}

export function environmentMap(environments: Partial<Environment>[] = [], zone = 'UTC'): EnvironmentMap {
  return {
    zone,
    environments: environments.map((one) => {
      const name = one.name ?? 'production';
      return { name, label: name, role: 'other', group: name, match: [], ...one };
    }),
    tracks: [],
    targets: [],
  };
}
