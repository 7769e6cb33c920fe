import type { Instant } from '../../domain/history/records';

/** What we need of GoCD's replies. Numbers may come as text, moments are epoch ms; other fields are left unread. */
export interface GocdModification {
  revision: string;
  modifiedAt: Instant | null;
  user: string | null;
  comment: string | null;
}

export interface GocdMaterialRevision {
  type: string;
  description: string;
  changed: boolean;
  /** Newest first; the first is what the run was made with. */
  modifications: GocdModification[];
}

export interface GocdJob {
  name: string;
  state: string;
  result: string;
  scheduledAt: Instant | null;
  agent: string | null;
  rerun: boolean;
  transitions: { state: string; at: Instant }[];
}

export interface GocdStage {
  name: string;
  counter: number;
  scheduled: boolean;
  /** The server's word: the result, or the state while there is none. */
  result: string;
  approvalType: string | null;
  rerunOf: number | null;
  scheduledAt: Instant | null;
  lastTransitionAt: Instant | null;
  jobs: GocdJob[];
}

export interface GocdPipeline {
  name: string;
  counter: number;
  scheduledAt: Instant | null;
  cause: { forced: boolean; message: string; approver: string | null; materials: GocdMaterialRevision[] } | null;
  stages: GocdStage[];
}

/** A stage or job, and the run it belongs to. */
export interface StageOfRun {
  pipeline: string;
  counter: number;
  stage: GocdStage;
}

/** Something in a reply that cannot be used; `message` is the reason, one clause. */
export class Unusable extends Error {
  constructor(
    readonly id: string | null,
    reason: string,
  ) {
    super(reason);
    this.name = 'Unusable';
  }
}

/** An item of pipeline history, or a pipeline instance. Throws `Unusable`. */
export function parsePipeline(value: unknown): GocdPipeline {
  const item = objectOf(value, 'the run');
  const name = nameOf(item.name, 'name', null);
  const counter = counterOf(item.counter, 'counter', name);
  const id = `${name}/${counter}`;
  return {
    name,
    counter,
    scheduledAt: momentOf(item.scheduled_date),
    cause: isObject(item.build_cause) ? parseCause(item.build_cause, id) : null,
    stages: listOf(item.stages, 'stages', id).map((stage) => parseStage(stage, id)),
  };
}

/** A stage instance, or an item of stage history. Throws `Unusable`. */
export function parseStageOfRun(value: unknown): StageOfRun {
  const item = objectOf(value, 'the stage');
  const pipeline = nameOf(item.pipeline_name, 'pipeline_name', null);
  const counter = counterOf(item.pipeline_counter, 'pipeline_counter', pipeline);
  return { pipeline, counter, stage: parseStage(item, `${pipeline}/${counter}`) };
}

/** A job instance, or an item of job history, as a stage of which one job is known. Throws `Unusable`. */
export function parseJobOfRun(value: unknown): StageOfRun {
  const item = objectOf(value, 'the job');
  const pipeline = nameOf(item.pipeline_name, 'pipeline_name', null);
  const counter = counterOf(item.pipeline_counter, 'pipeline_counter', pipeline);
  const id = `${pipeline}/${counter}`;
  const job = parseJob(item, id);
  const stage: GocdStage = {
    name: nameOf(item.stage_name, 'stage_name', id),
    counter: counterOf(item.stage_counter, 'stage_counter', id),
    scheduled: true,
    result: '',
    approvalType: null,
    rerunOf: null,
    scheduledAt: null,
    lastTransitionAt: null,
    jobs: [job],
  };
  return { pipeline, counter, stage };
}

/** An item of a material's modifications. Throws `Unusable`. */
export function parseModification(value: unknown, id: string | null = null): GocdModification {
  const item = objectOf(value, 'the modification');
  return {
    revision: nameOf(item.revision, 'revision', id),
    modifiedAt: momentOf(item.modified_time),
    user: textOf(item.user_name) ?? textOf(item.username),
    comment: textOf(item.comment),
  };
}

function parseCause(cause: Record<string, unknown>, id: string): NonNullable<GocdPipeline['cause']> {
  const revisions =
    cause.material_revisions === undefined ? [] : listOf(cause.material_revisions, 'material_revisions', id);
  return {
    forced: cause.trigger_forced === true,
    message: textOf(cause.trigger_message) ?? '',
    approver: textOf(cause.approver),
    materials: revisions.map((revision) => parseMaterialRevision(revision, id)),
  };
}

function parseMaterialRevision(value: unknown, id: string): GocdMaterialRevision {
  const item = objectOf(value, 'a material revision', id);
  const material = objectOf(item.material, 'a material', id);
  return {
    type: textOf(material.type) ?? '',
    description: textOf(material.description) ?? textOf(material.name) ?? '',
    changed: item.changed === true,
    modifications: listOf(item.modifications ?? [], 'modifications', id).map((each) => parseModification(each, id)),
  };
}

function parseStage(value: unknown, id: string): GocdStage {
  const item = objectOf(value, 'a stage', id);
  const result = textOf(item.result);
  const settled = result !== null && result.toLowerCase() !== 'unknown';
  const scheduled = item.scheduled !== false;
  return {
    name: nameOf(item.name, 'name of a stage', id),
    counter: scheduled ? counterOf(item.counter, 'counter of a stage', id) : 0,
    scheduled,
    result: (settled ? result : (textOf(item.status) ?? textOf(item.state) ?? result)) ?? '',
    approvalType: textOf(item.approval_type),
    rerunOf: typeof item.rerun_of_counter === 'number' ? item.rerun_of_counter : numberOf(item.rerun_of_counter),
    scheduledAt: momentOf(item.scheduled_at),
    lastTransitionAt: momentOf(item.last_transitioned_time),
    jobs: listOf(item.jobs ?? [], 'jobs', id).map((job) => parseJob(job, id)),
  };
}

function parseJob(value: unknown, id: string): GocdJob {
  const item = objectOf(value, 'a job', id);
  return {
    name: nameOf(item.name, 'name of a job', id),
    state: textOf(item.state) ?? '',
    result: textOf(item.result) ?? '',
    scheduledAt: momentOf(item.scheduled_date),
    agent: textOf(item.agent_uuid),
    rerun: item.rerun === true,
    transitions: transitionsOf(item.job_state_transitions),
  };
}

function transitionsOf(value: unknown): GocdJob['transitions'] {
  if (!Array.isArray(value)) return [];
  const transitions: GocdJob['transitions'] = [];
  for (const each of value as unknown[]) {
    if (!isObject(each)) continue;
    const at = momentOf(each.state_change_time);
    const state = textOf(each.state);
    if (at !== null && state !== null) transitions.push({ state, at });
  }
  return transitions;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text with something in it, or null. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** Year 1, 0 and anything beyond what a date can hold are "no moment". */
function momentOf(value: unknown): Instant | null {
  const moment = numberOf(value);
  return moment !== null && moment > 0 && moment <= 8.64e15 ? moment : null;
}

function objectOf(value: unknown, what: string, id: string | null = null): Record<string, unknown> {
  if (!isObject(value)) throw new Unusable(id, `${what} is not an object`);
  return value;
}

function listOf(value: unknown, field: string, id: string): unknown[] {
  if (!Array.isArray(value)) throw new Unusable(id, `"${field}" is not a list`);
  return value as unknown[];
}

function nameOf(value: unknown, field: string, id: string | null): string {
  const text = textOf(value);
  if (text === null) throw new Unusable(id, `"${field}" is missing`);
  return text;
}

function counterOf(value: unknown, field: string, id: string | null): number {
  const counter = numberOf(value);
  if (counter === null || counter < 1) throw new Unusable(id, `"${field}" is not a number of 1 or more`);
  return counter;
}
