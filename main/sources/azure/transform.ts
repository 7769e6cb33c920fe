import type { Job, Revision, Run, Stage } from '../../domain/history/records';
import { blankJob, blankRun, blankStage } from '../common/blank';
import { outcomeOf, triggerOf } from './words';
import type { AzureBuild, AzureRecord } from './replies';

/** One build with what its timelines and changes tell. */
export function transformBuild(build: AzureBuild, records: readonly AzureRecord[], changes: readonly Revision[]): Run {
  const outcome = outcomeOf(build);
  const stages = stagesOf(records);
  const isTag = build.revision?.branch?.startsWith('refs/tags/') === true;
  const trigger = triggerOf(build.reason);
  return {
    ...blankRun(build.id, build.pipeline ?? 'unknown pipeline'),
    number: /^\d{1,9}$/.test(build.label ?? '') ? Number(build.label) : null,
    attempt: Math.max(1, ...stages.map((stage) => stage.attempt)),
    url: build.url,
    trigger: isTag && trigger === 'push' ? 'tag' : build.triggeredBy === null ? trigger : 'upstream',
    actor: build.actor,
    outcome,
    sourceOutcome: (outcome === 'running' ? build.status : build.result || build.status) || null,
    queuedAt: build.queuedAt,
    startedAt: build.startedAt,
    finishedAt: outcome === 'running' ? null : build.finishedAt,
    revisions: build.revision ? [build.revision] : [],
    changes: [...changes].sort((a, b) => (b.committedAt ?? 0) - (a.committedAt ?? 0)),
    upstream: build.triggeredBy === null ? [] : [build.triggeredBy],
    stages,
    ...(build.label === null ? {} : { more: { buildNumber: build.label } }),
  };
}

/**
 * Stages with their jobs, every attempt an entry. A build without stages of its own has one the server made up, whose jobs
 * are then the stages.
 */
function stagesOf(records: readonly AzureRecord[]): Stage[] {
  const stages = records.filter(({ type }) => /^Stage$/i.test(type));
  const isMadeUp = stages.every(({ name }) => name === '__default');
  const jobs = records.filter(({ type }) => /^Job$/i.test(type));
  if (isMadeUp) return inOrder(jobs).map((job) => transformStage(job, [], false));
  return inOrder(stages).map((stage) => {
    const inside = descendants(records, stage);
    const isGated = inside.some(({ type }) => /^Checkpoint\.Approval$/i.test(type));
    return transformStage(stage, inOrder(inside.filter(({ type }) => /^Job$/i.test(type))), isGated);
  });
}

function transformStage(record: AzureRecord, jobs: readonly AzureRecord[], isGated: boolean): Stage {
  const agents = new Set([record, ...jobs].flatMap(({ agent }) => agent ?? []));
  return {
    ...blankStage(record.name),
    ...endOf(record),
    attempt: record.attempt,
    approval: isGated ? 'manual' : null,
    agent: agents.size === 1 ? ([...agents][0] ?? null) : null,
    jobs: jobs.map(transformJob),
  };
}

function transformJob(record: AzureRecord): Job {
  return { ...blankJob(record.name), ...endOf(record), agent: record.agent };
}

function endOf(record: AzureRecord) {
  const outcome = outcomeOf(record);
  return {
    outcome,
    sourceOutcome: (outcome === 'running' ? record.status : record.result || record.status) || null,
    startedAt: record.startedAt,
    finishedAt: outcome === 'running' ? null : record.finishedAt,
  };
}

/** All below a record, of the same attempt: what was run before is told by the timeline of that attempt. */
function descendants(records: readonly AzureRecord[], top: AzureRecord): AzureRecord[] {
  const parents = new Set([top.id]);
  // A set that grows while it is read: each record is visited once, so a circle has an end.
  for (const parent of parents) {
    for (const record of records) if (record.parentId === parent) parents.add(record.id);
  }
  parents.delete(top.id);
  return records.filter((record) => parents.has(record.id) && record.attempt === top.attempt);
}

function inOrder(records: readonly AzureRecord[]): AzureRecord[] {
  return [...records].sort(
    (a, b) => a.order - b.order || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.attempt - b.attempt),
  );
}
