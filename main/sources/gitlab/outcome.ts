import type { Outcome, Trigger } from '../../domain/history/records';

/** Of pipelines, jobs and deployments alike. What waits for a person has not finished. */
export const statuses: Readonly<Record<string, Outcome>> = {
  success: 'passed',
  failed: 'failed',
  canceled: 'cancelled',
  cancelled: 'cancelled',
  canceling: 'cancelled',
  skipped: 'skipped',
  created: 'running',
  waiting_for_resource: 'running',
  waiting_for_callback: 'running',
  preparing: 'running',
  pending: 'running',
  running: 'running',
  manual: 'running',
  scheduled: 'running',
  blocked: 'running',
};

const sources: Readonly<Record<string, Trigger>> = {
  push: 'push',
  webide: 'push',
  web: 'manual',
  chat: 'manual',
  trigger: 'api',
  api: 'api',
  schedule: 'schedule',
  pipeline: 'upstream',
  parent_pipeline: 'upstream',
  merge_request_event: 'pull_request',
  external_pull_request_event: 'pull_request',
};

/** What made a pipeline run; one that was pushed as a tag says so apart. */
export function triggerOf(source: string | null, tag: boolean | null): Trigger {
  const trigger = sources[source?.toLowerCase() ?? ''] ?? 'unknown';
  return trigger === 'push' && tag === true ? 'tag' : trigger;
}
