import { runTime } from '../../history/recordTime';
import type { Instant, Run } from '../../history/records';
import type { DeploymentAttempt } from '../environments/attempts';
import type { EnvironmentGroup } from '../environments/environmentGroup';

/** What happened at an environment group, each list by time. */
export interface GroupEvents {
  /** Runs in which every member passed; `at` is the latest, over members, of the member's first pass. */
  deployments: { run: Run; at: Instant }[];
  /** Runs in which some members passed and some did not: not deployments. `at` is the last of those first passes. */
  partial: { run: Run; at: Instant; passed: number[]; missing: number[] }[];
  /** Attempts at a member that failed. Users never met them: neither deployments nor change failures. */
  failedAttempts: { run: Run; at: Instant }[];
}

/** Attempts must come run by run. */
export function groupEvents(attempts: readonly DeploymentAttempt[], group: EnvironmentGroup): GroupEvents {
  const events: GroupEvents = { deployments: [], partial: [], failedAttempts: [] };
  const members = new Set(group.members);
  let ofRun: DeploymentAttempt[] = [];
  for (const attempt of attempts) {
    if (!members.has(attempt.environment)) continue;
    if (ofRun[0] && ofRun[0].run !== attempt.run) {
      addRun(events, ofRun, group.members);
      ofRun = [];
    }
    ofRun.push(attempt);
  }
  if (ofRun.length > 0) addRun(events, ofRun, group.members);
  events.deployments.sort(inOrder);
  events.partial.sort(inOrder);
  events.failedAttempts.sort(inOrder);
  return events;
}

function addRun(events: GroupEvents, attempts: readonly DeploymentAttempt[], members: readonly number[]): void {
  const [first] = attempts;
  if (!first) return;
  const { run } = first;
  const failed = attempts.filter((one) => one.outcome === 'failed');
  // One attempt that serves two members of the group is still one attempt.
  const distinct = failed.filter((one, index) => failed.findIndex((other) => other.stage === one.stage) === index);
  for (const { at } of distinct) events.failedAttempts.push({ run, at });

  const firstPass = new Map<number, Instant>();
  for (const { environment, outcome, at } of attempts) {
    if (outcome === 'passed') firstPass.set(environment, Math.min(at, firstPass.get(environment) ?? Infinity));
  }
  if (firstPass.size === 0) return;
  const at = Math.max(...firstPass.values());
  if (firstPass.size === members.length) events.deployments.push({ run, at });
  else {
    const passed = members.filter((member) => firstPass.has(member));
    const missing = members.filter((member) => !firstPass.has(member));
    events.partial.push({ run, at, passed, missing });
  }
}

/** By time; of the same moment by when the run was first heard of, then number, then id, so that the order is one. */
function inOrder(a: { run: Run; at: Instant }, b: { run: Run; at: Instant }): number {
  return (
    a.at - b.at ||
    (runTime(a.run) ?? 0) - (runTime(b.run) ?? 0) ||
    (a.run.number ?? 0) - (b.run.number ?? 0) ||
    (a.run.id < b.run.id ? -1 : a.run.id > b.run.id ? 1 : 0)
  );
}
