import type { Instant, Run } from '../../history/records';
import { predecessorOf, type RunFinder } from '../map/criticalPath';
import { dueAt, stepsOf, type Step } from '../map/steps';
import type { DeploymentAttempt } from '../environments/attempts';
import type { PassageOf } from './passages';

/** Minutes a gate added to one deployment; `run + wait` is all of it. */
export interface AddedTime {
  minutes: number;
  runMinutes: number;
  waitMinutes: number;
}

const minuteMs = 60_000;

/**
 * From the end of what came before the gate's run until it had passed, and how much of that something was running
 * there. Null where it did not pass, or where the moments are not known.
 */
export function addedTime({ decisive, tried, passage }: PassageOf, runs: RunFinder): AddedTime | null {
  const pass = passage === 'passed' && decisive ? stepOf(decisive) : null;
  if (!pass || !decisive) return null;
  const ofRun = tried.filter((one) => one.run === decisive.run && one.at <= decisive.at).map(stepOf);
  const first = ofRun.reduce<Step>((best, one) => (one && one.startedAt < best.startedAt ? one : best), pass);
  const before = predecessorOf(first, runs);
  const from = before && before.finishedAt <= first.startedAt ? before.finishedAt : dueAt(first);
  const to = pass.finishedAt;
  if (to < from) return null;
  const steps = tried.map(stepOf).filter((step) => step !== null);
  const runMs = lengthOfUnion(steps, from, to);
  return {
    minutes: (to - from) / minuteMs,
    runMinutes: runMs / minuteMs,
    waitMinutes: (to - from - runMs) / minuteMs,
  };
}

/** The attempt as a step with its moments; null where start or end is not known. */
function stepOf({ run, stage }: DeploymentAttempt): Step | null {
  return stepsOf(run).find((step) => step.stage === stage) ?? (stage === null ? wholeRun(run) : null);
}

function wholeRun(run: Run): Step | null {
  const startedAt = run.startedAt ?? run.queuedAt;
  if (startedAt === null || run.finishedAt === null) return null;
  return { run, stage: null, scheduledAt: run.queuedAt, startedAt, finishedAt: run.finishedAt };
}

/** How long at least one of the steps was running between two moments. */
function lengthOfUnion(steps: readonly Step[], from: Instant, to: Instant): number {
  let sum = 0;
  let counted = from;
  for (const { startedAt, finishedAt } of [...steps].sort((a, b) => a.startedAt - b.startedAt)) {
    const start = Math.max(startedAt, counted);
    const end = Math.min(finishedAt, to);
    if (end <= start) continue;
    sum += end - start;
    counted = end;
  }
  return sum;
}
