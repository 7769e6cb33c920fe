import type { Instant, Outcome, Revision, Trigger } from '../../domain/history/records';
import { countOf, fieldsOf, listOf, materialOf, momentOf, needId, textOf, type Fields } from '../common/fields';

/** What we need of CircleCI's replies; other fields are left unread. */
export interface CirclePipeline {
  id: string;
  number: number | null;
  createdAt: Instant | null;
  trigger: Trigger;
  actor: string | null;
  revisions: Revision[];
  /** Why it made no workflow, in the server's words. */
  errors: string | null;
  project: string | null;
}

export interface CircleWorkflow {
  id: string;
  pipelineId: string | null;
  pipelineNumber: number | null;
  name: string;
  status: string;
  createdAt: Instant | null;
  /** When its first job was put in the queue and began, where its jobs are not there to tell. */
  queuedAt: Instant | null;
  startedAt: Instant | null;
  stoppedAt: Instant | null;
  project: string | null;
}

export interface CircleJob {
  id: string;
  name: string;
  status: string;
  /** Somebody has to approve it. */
  isApproval: boolean;
  queuedAt: Instant | null;
  startedAt: Instant | null;
  stoppedAt: Instant | null;
  agent: string | null;
}

const workflowWords: Readonly<Record<string, Outcome>> = {
  success: 'passed',
  failed: 'failed',
  error: 'failed',
  unauthorized: 'failed',
  canceled: 'cancelled',
  cancelled: 'cancelled',
  not_run: 'skipped',
  running: 'running',
  // It has failed already, and still runs.
  failing: 'running',
  on_hold: 'running',
};

export const words: Readonly<Record<string, Outcome>> = {
  ...workflowWords,
  infrastructure_fail: 'failed',
  timedout: 'failed',
  'terminated-unknown': 'failed',
  queued: 'running',
  not_running: 'running',
  blocked: 'running',
};

const triggers: Readonly<Record<string, Trigger>> = {
  webhook: 'push',
  api: 'api',
  explicit: 'manual',
  schedule: 'schedule',
  scheduled_pipeline: 'schedule',
};

/** A pipeline of a list, or a single one. Throws `Unusable`. */
export function parsePipeline(item: Fields): CirclePipeline {
  const { vcs, trigger, trigger_parameters: parameters, errors } = item;
  const reason = listOf(errors).flatMap((each) => textOf(fieldsOf(each).message) ?? []);
  return {
    id: needId(item.id, 'id'),
    number: countOf(item.number),
    createdAt: momentOf(item.created_at),
    trigger: textOf(fieldsOf(vcs).tag) ? 'tag' : triggerOf(fieldsOf(trigger).type),
    actor: textOf(fieldsOf(fieldsOf(trigger).actor).login),
    revisions: revisionsOf(fieldsOf(vcs), fieldsOf(fieldsOf(parameters).git)),
    errors: reason.length > 0 ? reason.join(' ') : null,
    project: textOf(item.project_slug),
  };
}

export function triggerOf(type: unknown): Trigger {
  return triggers[textOf(type)?.toLowerCase() ?? ''] ?? 'unknown';
}

/** Throws `Unusable`. */
export function parseWorkflow(item: Fields): CircleWorkflow {
  const id = needId(item.id, 'id');
  return {
    id,
    pipelineId: textOf(item.pipeline_id),
    pipelineNumber: countOf(item.pipeline_number),
    name: textOf(item.name) ?? 'workflow',
    status: textOf(item.status) ?? '',
    createdAt: momentOf(item.created_at),
    queuedAt: null,
    startedAt: null,
    stoppedAt: momentOf(item.stopped_at),
    project: textOf(item.project_slug),
  };
}

/** Throws `Unusable`. */
export function parseJob(item: Fields): CircleJob {
  const number = countOf(item.job_number) ?? countOf(item.number);
  return {
    id: textOf(item.id) ?? needId(number, 'id of a job'),
    name: textOf(item.name) ?? `job ${number ?? ''}`.trim(),
    status: textOf(item.status) ?? '',
    isApproval: item.type === 'approval',
    queuedAt: momentOf(item.queued_at) ?? momentOf(item.created_at),
    startedAt: momentOf(item.started_at),
    stoppedAt: momentOf(item.stopped_at),
    agent: textOf(fieldsOf(item.executor).resource_class),
  };
}

/** Some kinds of pipelines have their commit only in the parameters they were triggered with. */
function revisionsOf(vcs: Fields, git: Fields): Revision[] {
  const revision = textOf(vcs.revision) ?? textOf(git.checkout_sha);
  if (revision === null) return [];
  const { subject, body } = fieldsOf(vcs.commit);
  const message = [textOf(subject), textOf(body)].filter((each) => each !== null).join('\n\n');
  return [
    {
      material: materialOf(textOf(vcs.origin_repository_url) ?? textOf(git.repo_url) ?? textOf(git.repo_name)),
      branch: textOf(vcs.branch) ?? textOf(git.branch),
      revision,
      committedAt: null,
      author: textOf(git.commit_author_name),
      message: message || textOf(git.commit_title),
    },
  ];
}
