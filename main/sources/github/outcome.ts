import type { Outcome, Trigger } from '../../domain/history/records';

const conclusions: Record<string, Outcome> = {
  success: 'passed',
  failure: 'failed',
  timed_out: 'failed',
  startup_failure: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  skipped: 'skipped',
  neutral: 'skipped',
  // It waits for somebody's approval.
  action_required: 'running',
  stale: 'unknown',
};
const unfinished = /^(queued|in_progress|waiting|requested|pending)$/i;

/** Of a run or a job. A status that is under way goes before a conclusion, which is then that of an attempt before. */
export function outcomeOf({ status, conclusion }: { status: string; conclusion: string }): Outcome {
  if (unfinished.test(status)) return 'running';
  return conclusions[(conclusion || status).toLowerCase()] ?? 'unknown';
}

/** The server's own word: the conclusion, the status while there is none. */
export function wordOf({ status, conclusion }: { status: string; conclusion: string }): string | null {
  return conclusion || status || null;
}

/** Waits for a machine, its turn or somebody's approval. */
export function isWaiting({ status, conclusion }: { status: string; conclusion: string }): boolean {
  return /^(queued|waiting|requested|pending)$/i.test(status) || /^action_required$/i.test(conclusion || status);
}

/** Of several jobs of one attempt, as a run ends: one that failed makes it fail. */
export function outcomeOfJobs(outcomes: readonly Outcome[]): Outcome {
  const order: Outcome[] = ['running', 'failed', 'cancelled', 'unknown', 'passed', 'skipped'];
  return order.find((each) => outcomes.includes(each)) ?? 'unknown';
}

const deploymentStates: Record<string, Outcome> = {
  success: 'passed',
  failure: 'failed',
  error: 'failed',
  pending: 'running',
  queued: 'running',
  in_progress: 'running',
  waiting: 'running',
  // Words of GraphQL for how a deployment stands now. Only one that was in place can be replaced or taken down.
  active: 'passed',
  inactive: 'passed',
  destroyed: 'passed',
  abandoned: 'unknown',
};

export function deploymentOutcome(state: string): Outcome {
  return deploymentStates[state.toLowerCase()] ?? 'unknown';
}

const triggers: Record<string, Trigger> = {
  push: 'push',
  schedule: 'schedule',
  workflow_dispatch: 'manual',
  repository_dispatch: 'api',
  workflow_run: 'upstream',
  workflow_call: 'upstream',
  release: 'tag',
};

export function triggerOf(event: string | null): Trigger {
  const word = event?.toLowerCase() ?? '';
  return word.startsWith('pull_request') ? 'pull_request' : (triggers[word] ?? 'unknown');
}
