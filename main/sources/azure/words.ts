import type { Outcome, Trigger } from '../../domain/history/records';
import { outcomeIn } from '../common/outcomes';

/** Some clients save the numbers of the server's enumerations; these are the words they stand for. */
const buildStatuses = { 0: 'none', 1: 'inProgress', 2: 'completed', 4: 'cancelling', 8: 'postponed', 32: 'notStarted' };
const buildResults = { 0: 'none', 2: 'succeeded', 4: 'partiallySucceeded', 8: 'failed', 32: 'canceled' };
const runStates = { 0: 'unknown', 1: 'inProgress', 2: 'canceling', 4: 'completed' };
const runResults = { 0: 'unknown', 1: 'succeeded', 2: 'failed', 4: 'canceled' };
const recordStates = { 0: 'pending', 1: 'inProgress', 2: 'completed' };
const recordResults = {
  0: 'succeeded',
  1: 'succeededWithIssues',
  2: 'failed',
  3: 'canceled',
  4: 'skipped',
  5: 'abandoned',
};
const reasons = {
  1: 'manual',
  2: 'individualCI',
  4: 'batchedCI',
  8: 'schedule',
  16: 'scheduleForced',
  32: 'userCreated',
  64: 'validateShelveset',
  128: 'checkInShelveset',
  256: 'pullRequest',
  512: 'buildCompletion',
  1024: 'resourceTrigger',
};
export const enumerations = {
  buildStatuses,
  buildResults,
  runStates,
  runResults,
  recordStates,
  recordResults,
  reasons,
};

/** A word, or the one a number stands for; empty where there is none. */
export function wordIn(table: Readonly<Record<number, string>>, value: unknown): string {
  if (typeof value === 'number') return table[value] ?? String(value);
  return typeof value === 'string' ? value.trim() : '';
}

const results: Readonly<Record<string, Outcome>> = {
  succeeded: 'passed',
  succeededwithissues: 'passed',
  // Something failed that was allowed to: what was built is not known to be good.
  partiallysucceeded: 'failed',
  failed: 'failed',
  canceled: 'cancelled',
  cancelled: 'cancelled',
  abandoned: 'cancelled',
  skipped: 'skipped',
};
const open = /^(inProgress|notStarted|pending|cancelling|canceling|postponed)$/i;

/** Of builds, runs and parts of them: the result counts once the state says that it is over. */
export function outcomeOf({ status, result }: { status: string; result: string }): Outcome {
  return open.test(status) ? 'running' : outcomeIn(results, result);
}

const deployments: Readonly<Record<string, Outcome>> = {
  ...results,
  inprogress: 'running',
  rejected: 'failed',
  phasefailed: 'failed',
  gatefailed: 'failed',
  phasepartiallysucceeded: 'failed',
  phasecanceled: 'cancelled',
  phasesucceeded: 'running',
  approved: 'running',
  pending: 'running',
  queued: 'running',
  scheduled: 'running',
  queuedforagent: 'running',
  queuedforpipeline: 'running',
  phaseinprogress: 'running',
  manualinterventionpending: 'running',
  evaluatinggates: 'running',
  deferred: 'running',
  cancelling: 'running',
  gatesucceeded: 'running',
};

export function deploymentOutcome(word: string): Outcome {
  return outcomeIn(deployments, word);
}

const triggers: Readonly<Record<string, Trigger>> = {
  individualci: 'push',
  batchedci: 'push',
  continuousintegration: 'push',
  schedule: 'schedule',
  scheduleforced: 'schedule',
  manual: 'manual',
  usercreated: 'manual',
  pullrequest: 'pull_request',
  validateshelveset: 'pull_request',
  checkinshelveset: 'pull_request',
  buildcompletion: 'upstream',
  resourcetrigger: 'upstream',
  automated: 'upstream',
};

export function triggerOf(reason: string): Trigger {
  return triggers[reason.toLowerCase()] ?? 'unknown';
}
