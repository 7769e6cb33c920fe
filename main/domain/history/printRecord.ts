export { printHeader } from './header';
import { printInstant, printMoment } from '../time/instant';
import type {
  Commit,
  Definition,
  HistoryRecord,
  Incident,
  Job,
  MaterialDefinition,
  Revision,
  Run,
  Stage,
  StageDefinition,
  Toggle,
  Unknowns,
} from './records';

export interface PrintOptions {
  /** Also prints the name of the source, after `record`. */
  withSource?: boolean;
}

/**
 * One line of the neutral history format, without its newline. Known fields stand in a fixed order and are always there
 * (null or empty where unknown), unknown ones follow. Lone surrogates are escaped, so the line is always valid UTF-8.
 */
export function printRecord(record: HistoryRecord, options: PrintOptions = {}): string {
  const start = { record: record.record, ...(options.withSource && { source: record.source }) };
  const text = JSON.stringify({ ...start, ...printedFields(record) });
  // Joined as text: names that look like numbers would otherwise come first in the object.
  return hasMore(record) ? `${text.slice(0, -1)},${JSON.stringify(record.more).slice(1)}` : text;
}

function printedFields(record: HistoryRecord): Record<string, unknown> {
  switch (record.record) {
    case 'run':
      return printRun(record);
    case 'commit':
      return printCommit(record);
    case 'incident':
      return printIncident(record);
    case 'definition':
      return printDefinition(record);
    case 'toggle':
      return printToggle(record);
  }
}

function printRun(run: Run): Record<string, unknown> {
  return {
    id: run.id,
    pipeline: run.pipeline,
    number: run.number,
    attempt: run.attempt,
    url: run.url,
    trigger: run.trigger,
    actor: run.actor,
    outcome: run.outcome,
    sourceOutcome: run.sourceOutcome,
    queuedAt: printMoment(run.queuedAt),
    startedAt: printMoment(run.startedAt),
    finishedAt: printMoment(run.finishedAt),
    revisions: run.revisions.map(printRevision),
    changes: run.changes.map(printRevision),
    upstream: run.upstream,
    environment: run.environment,
    marks: run.marks,
    stages: run.stages.map(printStage),
  };
}

function printRevision(revision: Revision): Record<string, unknown> {
  return {
    material: revision.material,
    branch: revision.branch,
    revision: revision.revision,
    committedAt: printMoment(revision.committedAt),
    author: revision.author,
    message: revision.message,
    ...revision.more,
  };
}

function printStage(stage: Stage): Record<string, unknown> {
  return {
    name: stage.name,
    attempt: stage.attempt,
    outcome: stage.outcome,
    sourceOutcome: stage.sourceOutcome,
    scheduledAt: printMoment(stage.scheduledAt),
    startedAt: printMoment(stage.startedAt),
    finishedAt: printMoment(stage.finishedAt),
    approval: stage.approval,
    environment: stage.environment,
    image: stage.image,
    agent: stage.agent,
    jobs: stage.jobs.map(printJob),
    ...stage.more,
  };
}

function printJob(job: Job): Record<string, unknown> {
  return {
    name: job.name,
    outcome: job.outcome,
    sourceOutcome: job.sourceOutcome,
    scheduledAt: printMoment(job.scheduledAt),
    startedAt: printMoment(job.startedAt),
    finishedAt: printMoment(job.finishedAt),
    agent: job.agent,
    ...job.more,
  };
}

function printCommit(commit: Commit): Record<string, unknown> {
  return {
    material: commit.material,
    revision: commit.revision,
    parents: commit.parents,
    committedAt: printMoment(commit.committedAt),
    authoredAt: printMoment(commit.authoredAt),
    author: commit.author,
    message: commit.message,
    branches: commit.branches,
  };
}

function printIncident(incident: Incident): Record<string, unknown> {
  return {
    id: incident.id,
    environment: incident.environment,
    openedAt: printInstant(incident.openedAt),
    resolvedAt: printMoment(incident.resolvedAt),
    run: incident.run,
    title: incident.title,
  };
}

function printDefinition(definition: Definition): Record<string, unknown> {
  return {
    pipeline: definition.pipeline,
    validFrom: printInstant(definition.validFrom),
    ...(!definition.present && { present: false }),
    stages: definition.stages.map(printStageDefinition),
    materials: definition.materials.map(printMaterial),
    environments: definition.environments,
    origin: definition.origin,
  };
}

function printToggle(toggle: Toggle): Record<string, unknown> {
  return {
    id: toggle.id,
    name: toggle.name,
    from: printInstant(toggle.from),
    to: printMoment(toggle.to),
    on: toggle.on?.map(({ from, to }) => ({ from: printInstant(from), to: printMoment(to) })) ?? null,
    owner: toggle.owner,
    origin: toggle.origin,
  };
}

function printStageDefinition(stage: StageDefinition): Record<string, unknown> {
  return {
    name: stage.name,
    approval: stage.approval,
    environment: stage.environment,
    image: stage.image,
    agent: stage.agent,
    jobs: stage.jobs,
    ...stage.more,
  };
}

function printMaterial(material: MaterialDefinition): Record<string, unknown> {
  return { kind: material.kind, name: material.name, branch: material.branch, ...material.more };
}

function hasMore(record: Unknowns): boolean {
  return record.more !== undefined && Object.keys(record.more).length > 0;
}
