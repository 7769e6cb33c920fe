import type { Revision } from '../../domain/history/records';
import type { GocdJob, GocdPipeline, GocdStage, StageOfRun } from './replies';
import type { RunParts } from './transform';
import type { MapInstance } from './valueStreamMap';

interface Draft {
  pipeline: string;
  counter: number;
  instance: GocdPipeline | null;
  stages: Map<string, GocdStage>;
  upstream: Set<string>;
  revisions: Map<string, Revision>;
  /** File of the first reply that named it, for messages. */
  where: string;
}

/** Gathers what several replies say of the same runs; the order in which they are added does not matter. */
export interface Assembly {
  addPipeline(pipeline: GocdPipeline, where: string): void;
  addStage(stage: StageOfRun, where: string): void;
  addMap(instance: MapInstance, where: string): void;
  /** By pipeline, then number. */
  runs(): { parts: RunParts; where: string }[];
}

export function createAssembly(): Assembly {
  const drafts = new Map<string, Draft>();
  return {
    addPipeline: (pipeline, where) => {
      const draft = draftOf(drafts, pipeline.name, pipeline.counter, where);
      if (!draft.instance || progressOf(pipeline) > progressOf(draft.instance)) draft.instance = pipeline;
      for (const stage of pipeline.stages) if (stage.scheduled) mergeInto(draft, stage);
    },
    addStage: ({ pipeline, counter, stage }, where) => mergeInto(draftOf(drafts, pipeline, counter, where), stage),
    addMap: (instance, where) => {
      const draft = draftOf(drafts, instance.pipeline, instance.counter, where);
      instance.stages.forEach((stage) => mergeInto(draft, stage));
      instance.upstream.forEach((id) => draft.upstream.add(id));
      for (const revision of instance.revisions)
        draft.revisions.set(`${revision.material}@${revision.revision}`, revision);
    },
    runs: () => [...drafts.values()].sort(byName).map((draft) => ({ parts: partsOf(draft), where: draft.where })),
  };
}

function draftOf(drafts: Map<string, Draft>, pipeline: string, counter: number, where: string): Draft {
  const id = `${pipeline}/${counter}`;
  const found = drafts.get(id);
  if (found) return found;
  const rest = { instance: null, stages: new Map(), upstream: new Set<string>(), revisions: new Map() };
  const draft: Draft = { pipeline, counter, where, ...rest };
  drafts.set(id, draft);
  return draft;
}

function mergeInto(draft: Draft, stage: GocdStage): void {
  const key = `${stage.name}/${stage.counter}`;
  const before = draft.stages.get(key);
  draft.stages.set(key, before ? mergeStages(before, stage) : stage);
}

/** Two replies about the same attempt: each field from the one that knows it, of results the later one. */
export function mergeStages(a: GocdStage, b: GocdStage): GocdStage {
  const [more, less] = inRank(a, b, stageDetail);
  return {
    ...more,
    approvalType: more.approvalType ?? less.approvalType,
    rerunOf: more.rerunOf ?? less.rerunOf,
    scheduledAt: more.scheduledAt ?? less.scheduledAt,
    lastTransitionAt: more.lastTransitionAt ?? less.lastTransitionAt,
    jobs: mergeJobs(more.jobs, less.jobs),
  };
}

function mergeJobs(more: readonly GocdJob[], less: readonly GocdJob[]): GocdJob[] {
  if (less.length === 0) return [...more];
  const others = new Map(less.map((job) => [job.name, job]));
  const merged = more.map((job) => {
    const other = others.get(job.name);
    others.delete(job.name);
    return other ? mergeJob(job, other) : job;
  });
  return [...merged, ...others.values()];
}

function mergeJob(a: GocdJob, b: GocdJob): GocdJob {
  const [more, less] = inRank(a, b, jobDetail);
  return {
    ...more,
    scheduledAt: more.scheduledAt ?? less.scheduledAt,
    agent: more.agent ?? less.agent,
    rerun: more.rerun || less.rerun,
    transitions: less.transitions.length > more.transitions.length ? less.transitions : more.transitions,
  };
}

/** The later of two replies first: the more final word, then the more detail, then the earlier moment. */
function inRank<T extends GocdJob | GocdStage>(a: T, b: T, detail: (value: T) => number): [more: T, less: T] {
  const order =
    rank(b.result) - rank(a.result) ||
    detail(b) - detail(a) ||
    (a.scheduledAt ?? Infinity) - (b.scheduledAt ?? Infinity);
  return order > 0 ? [b, a] : [a, b];
}

function stageDetail(stage: GocdStage): number {
  return stage.jobs.reduce((sum, job) => sum + 1 + jobDetail(job), 0);
}

function jobDetail(job: GocdJob): number {
  return job.transitions.length * 2 + (job.agent === null ? 0 : 1);
}

/** How final a word is. */
function rank(result: string): number {
  if (/^(passed|failed|cancelled)$/i.test(result)) return 3;
  if (result === '') return 0;
  return /^unknown$/i.test(result) ? 1 : 2;
}

function progressOf(pipeline: GocdPipeline): number {
  const stages = pipeline.stages.reduce((sum, stage) => sum + stage.counter * 10 + rank(stage.result), 0);
  return stages * 2 + (pipeline.cause ? 1 : 0);
}

function partsOf(draft: Draft): RunParts {
  return {
    pipeline: draft.pipeline,
    counter: draft.counter,
    instance: draft.instance,
    stages: inOrder([...draft.stages.values()], draft.instance),
    upstream: [...draft.upstream].sort(),
    revisions: [...draft.revisions.values()],
    url: null,
  };
}

/** As the pipeline lists its stages; without that, as they were first scheduled. */
function inOrder(stages: GocdStage[], instance: GocdPipeline | null): GocdStage[] {
  if (stages.length < 2) return stages;
  const place = new Map(instance?.stages.map((stage, index) => [stage.name, index]));
  const first = new Map<string, number>();
  for (const stage of stages) first.set(stage.name, Math.min(first.get(stage.name) ?? Infinity, scheduledAt(stage)));
  const order = (a: GocdStage, b: GocdStage) =>
    (place.get(a.name) ?? 1e6) - (place.get(b.name) ?? 1e6) ||
    Math.sign(difference(first.get(a.name), first.get(b.name))) ||
    (a.name < b.name ? -1 : a.name > b.name ? 1 : a.counter - b.counter);
  return stages.sort(order);
}

function scheduledAt(stage: GocdStage): number {
  return Math.min(stage.scheduledAt ?? Infinity, ...stage.jobs.map((job) => job.scheduledAt ?? Infinity));
}

function difference(a = Infinity, b = Infinity): number {
  return a === b ? 0 : a - b;
}

function byName(a: Draft, b: Draft): number {
  return a.pipeline < b.pipeline ? -1 : a.pipeline > b.pipeline ? 1 : a.counter - b.counter;
}
