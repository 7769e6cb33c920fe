import type { Job, Run, Stage } from '../../domain/history/records';

/** A run of which nothing is known but its name: a source says the rest, and what it does not say stays unknown. */
export function blankRun(id: string, pipeline: string): Run {
  return {
    record: 'run',
    source: '',
    id,
    pipeline,
    number: null,
    attempt: 1,
    url: null,
    trigger: 'unknown',
    actor: null,
    outcome: 'unknown',
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
  };
}

/** The first attempt of a stage, as above. */
export function blankStage(name: string): Stage {
  return { ...blankJob(name), attempt: 1, approval: null, environment: null, image: null, jobs: [] };
}

export function blankJob(name: string): Job {
  return {
    name,
    outcome: 'unknown',
    sourceOutcome: null,
    scheduledAt: null,
    startedAt: null,
    finishedAt: null,
    agent: null,
  };
}
