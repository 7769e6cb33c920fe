import type { Instant, Job, Outcome, Revision, Run, Stage, Trigger } from '../../domain/history/records';
import { describedMaterial, isPipelineMaterial } from './materialName';
import { isOver, jobOutcome, stageOutcome, worst } from './outcome';
import type { GocdJob, GocdMaterialRevision, GocdModification, GocdPipeline, GocdStage } from './replies';

/** What all replies together say of one run. */
export interface RunParts {
  pipeline: string;
  counter: number;
  /** From history or the instance; null where only stages are known. */
  instance: GocdPipeline | null;
  /** Attempts of stages in the order of the pipeline, attempts ascending; none that was not scheduled. */
  stages: GocdStage[];
  /** From a value stream map, where the instance is not known. */
  upstream: string[];
  revisions: Revision[];
  url: string | null;
}

/** One run of GoCD: an instance of a pipeline. Moments that no reply gives stay null. */
export function transformRun(parts: RunParts): Run {
  const stages = parts.stages.map(transformStage);
  const last = latestAttempts(stages);
  const outcome = last.length === 0 ? unstarted(parts.instance) : worst(last.map((stage) => stage.outcome));
  const cause = parts.instance?.cause ?? null;
  const queuedAt = parts.instance?.scheduledAt ?? earliest(stages.map((stage) => stage.scheduledAt));
  return {
    record: 'run',
    source: '',
    id: `${parts.pipeline}/${parts.counter}`,
    pipeline: parts.pipeline,
    number: parts.counter,
    attempt: Math.max(1, ...stages.map((stage) => stage.attempt)),
    url: parts.url,
    trigger: triggerOf(parts.instance),
    actor: cause?.approver ?? null,
    outcome,
    sourceOutcome: decidingWord(last, outcome),
    queuedAt,
    startedAt: startOf(parts.stages, stages, queuedAt),
    finishedAt: outcome === 'running' ? null : finishOf(last),
    revisions: cause ? cause.materials.flatMap(pinnedRevision) : parts.revisions,
    changes: cause ? newestFirst(cause.materials.filter((each) => each.changed).flatMap(allRevisions)) : [],
    upstream: cause ? [...new Set(cause.materials.flatMap(upstreamRun))] : parts.upstream,
    environment: null,
    marks: [],
    stages,
  };
}

/** An instance none of whose stages is scheduled yet is about to begin. */
function unstarted(instance: GocdPipeline | null): Outcome {
  return instance && instance.stages.length > 0 ? 'running' : 'unknown';
}

function transformStage(stage: GocdStage): Stage {
  const own = ownJobs(stage);
  const outcome = stageOutcome(stage);
  const agents = new Set(own.map((job) => job.agent).filter((agent) => agent !== null));
  return {
    name: stage.name,
    attempt: stage.counter,
    outcome,
    sourceOutcome: stage.result || null,
    scheduledAt: stage.scheduledAt ?? earliest(own.map((job) => job.scheduledAt)),
    startedAt: earliest(own.map(jobStart)),
    finishedAt: outcome === 'running' ? null : stageFinish(stage, own),
    approval: approvalOf(stage.approvalType),
    environment: null,
    image: null,
    agent: agents.size === 1 ? ([...agents][0] ?? null) : null,
    jobs: stage.jobs.map(transformJob),
  };
}

function transformJob(job: GocdJob): Job {
  const outcome = jobOutcome(job);
  return {
    name: job.name,
    outcome,
    sourceOutcome: job.result || job.state || null,
    scheduledAt: job.scheduledAt ?? momentIn(job, 'scheduled'),
    startedAt: jobStart(job),
    finishedAt: jobFinish(job),
    agent: job.agent,
  };
}

/** When only some jobs were run again, the others are listed with the moments of the attempt before. */
function ownJobs(stage: GocdStage): GocdJob[] {
  if (stage.rerunOf === null) return stage.jobs;
  const flagged = stage.jobs.filter((job) => job.rerun);
  if (flagged.length > 0) return flagged;
  const scheduledAt = latest(stage.jobs.map((job) => job.scheduledAt));
  return stage.jobs.filter((job) => job.scheduledAt === scheduledAt);
}

/** Queueing ends when an agent takes the job. */
function jobStart(job: GocdJob): Instant | null {
  return momentIn(job, 'assigned') ?? momentIn(job, 'preparing') ?? momentIn(job, 'building');
}

function jobFinish(job: GocdJob): Instant | null {
  return momentIn(job, 'completed') ?? momentIn(job, 'discontinued');
}

function momentIn(job: GocdJob, state: string): Instant | null {
  return job.transitions.find((each) => each.state.toLowerCase() === state)?.at ?? null;
}

function stageFinish(stage: GocdStage, own: GocdJob[]): Instant | null {
  const finishes = own.map(jobFinish);
  if (finishes.length > 0 && finishes.every((each) => each !== null)) return latest(finishes);
  return own.every(isOver) ? stage.lastTransitionAt : null;
}

function startOf(raw: readonly GocdStage[], stages: readonly Stage[], queuedAt: Instant | null): Instant | null {
  const started = earliest(stages.map((stage) => stage.startedAt));
  if (started !== null) return started;
  const waits = raw.length > 0 && raw.every((stage) => stage.jobs.length > 0 && stage.jobs.every(isQueued));
  return waits ? null : queuedAt;
}

function isQueued(job: GocdJob): boolean {
  return /^(scheduled|waiting|paused)$/i.test(job.state);
}

/** The finish of the stage that was scheduled last; null where that one's is not known. */
function finishOf(last: readonly Stage[]): Instant | null {
  const final = last.reduce<Stage | null>((a, b) => (a && (a.scheduledAt ?? 0) > (b.scheduledAt ?? 0) ? a : b), null);
  return final?.finishedAt == null ? null : latest(last.map((stage) => stage.finishedAt));
}

function latestAttempts(stages: readonly Stage[]): Stage[] {
  const last = new Map<string, Stage>();
  for (const stage of stages) {
    const before = last.get(stage.name);
    if (!before || before.attempt < stage.attempt) last.set(stage.name, stage);
  }
  return [...last.values()];
}

function decidingWord(last: readonly Stage[], outcome: Outcome): string | null {
  return last.findLast((stage) => stage.outcome === outcome)?.sourceOutcome ?? null;
}

function approvalOf(type: string | null): Stage['approval'] {
  if (type?.toLowerCase() === 'manual') return 'manual';
  return type?.toLowerCase() === 'success' ? 'auto' : null;
}

function triggerOf(instance: GocdPipeline | null): Trigger {
  const cause = instance?.cause;
  if (!cause) return 'unknown';
  if (cause.forced) return 'manual';
  if (/\btimer\b/i.test(cause.message)) return 'schedule';
  if (cause.materials.some((each) => each.changed && isPipelineMaterial(each.type))) return 'upstream';
  return 'push';
}

/** `upstream/17/stage/1` is run `upstream/17`. */
function upstreamRun(material: GocdMaterialRevision): string[] {
  const pinned = material.modifications[0];
  if (!pinned || !isPipelineMaterial(material.type)) return [];
  const match = /^(.+)\/(\d+)\/[^/]+\/\d+$/.exec(pinned.revision);
  return match ? [`${match[1]}/${Number(match[2])}`] : [];
}

function pinnedRevision(material: GocdMaterialRevision): Revision[] {
  return allRevisions({ ...material, modifications: material.modifications.slice(0, 1) });
}

function allRevisions(material: GocdMaterialRevision): Revision[] {
  if (isPipelineMaterial(material.type)) return [];
  const { name, branch } = describedMaterial(material.type, material.description);
  return material.modifications.map((each) => revisionOf(name, branch, each));
}

function revisionOf(material: string, branch: string | null, modification: GocdModification): Revision {
  const { revision, modifiedAt, user, comment } = modification;
  return { material, branch, revision, committedAt: modifiedAt, author: user, message: comment };
}

/** Each material lists newest first already; several are merged by their moments, unknown ones last. */
function newestFirst(revisions: Revision[]): Revision[] {
  return revisions.sort((a, b) => (b.committedAt ?? 0) - (a.committedAt ?? 0));
}

function earliest(moments: readonly (Instant | null)[]): Instant | null {
  return moments.reduce<Instant | null>((a, b) => (a === null || (b !== null && b < a) ? b : a), null);
}

function latest(moments: readonly (Instant | null)[]): Instant | null {
  return moments.reduce<Instant | null>((a, b) => (a === null || (b !== null && b > a) ? b : a), null);
}
