import { recordedSource } from '../../history/recorded';
import type { Instant, Run } from '../../history/records';
import { dueAt, stepsOf } from './steps';
import type { Step } from './steps';

/** Finds runs as `upstream` names them; null where history has no such run. */
export interface RunFinder {
  find(reference: string, source: string): Run | null;
}

/** A step of the critical path with what passed before it. `waitMs + queueMs + runMs` runs from the end of its predecessor to its own. */
export interface PathStep {
  step: Step;
  wait: 'gate' | 'trigger' | null;
  /** From the predecessor's end until it was due; null at the start of a path whose commit is not known. */
  waitMs: number | null;
  /** From due until started; null where the server does not say when it was put in the queue. */
  queueMs: number | null;
  runMs: number;
}

/**
 * From a step backwards, always the predecessor that finished last: an earlier step of the same run, else one of the
 * runs in `upstream`. Ends at a run without known upstream. First step first.
 */
export function criticalPath(last: Step, index: RunFinder): Step[] {
  const path: Step[] = [];
  const seen = new Set<string>();
  for (let step: Step | null = last; step && !seen.has(keyOf(step)); step = predecessorOf(step, index)) {
    seen.add(keyOf(step));
    path.unshift(step);
  }
  return path;
}

/**
 * Tells the time between `startAt` (the commit; null where not known) and the end of the path apart, without a rest.
 * A step can only queue once its predecessor is done, so what was put in the queue before counts from then on.
 */
export function timePath(path: readonly Step[], startAt: Instant | null): PathStep[] {
  return path.map((step, place) => {
    const before = path[place - 1];
    const end = before ? before.finishedAt : startAt;
    const runMs = step.finishedAt - step.startedAt;
    const isFirstOfRun = before?.run !== step.run;
    const wait = isManual(step, isFirstOfRun) ? 'gate' : 'trigger';
    if (end === null) return { step, wait: null, waitMs: null, queueMs: queueOf(step, dueAt(step)), runMs };
    const due = end <= step.startedAt ? Math.max(dueAt(step), end) : dueAt(step);
    return { step, wait, waitMs: due - end, queueMs: queueOf(step, due), runMs };
  });
}

function queueOf(step: Step, due: Instant): number | null {
  return step.scheduledAt === null ? null : step.startedAt - due;
}

function isManual({ run, stage }: Step, isFirstOfRun: boolean): boolean {
  return stage?.approval === 'manual' || (isFirstOfRun && run.trigger === 'manual');
}

/** The step before on the critical path; null at its start. */
export function predecessorOf(step: Step, index: RunFinder): Step | null {
  const before = stepsOf(step.run).filter(
    (other) => keyOf(other) !== keyOf(step) && other.finishedAt <= step.startedAt,
  );
  const inRun = lastOf(before.filter((other) => other.startedAt <= step.startedAt));
  if (inRun) return inRun;
  const upstream = step.run.upstream.flatMap((reference) => {
    const run = index.find(reference, recordedSource(step.run));
    return run && run !== step.run ? stepsOf(run) : [];
  });
  // An upstream run may go on with later stages; what it did after this step began did not lead to it. Where clocks
  // disagree so much that nothing ended before, the closest is taken and the wait is negative rather than lost.
  return lastOf(upstream.filter((other) => other.finishedAt <= step.startedAt)) ?? firstOf(upstream);
}

function lastOf(steps: readonly Step[]): Step | null {
  return steps.reduce<Step | null>((last, step) => (!last || step.finishedAt > last.finishedAt ? step : last), null);
}

function firstOf(steps: readonly Step[]): Step | null {
  return steps.reduce<Step | null>(
    (first, step) => (!first || step.finishedAt < first.finishedAt ? step : first),
    null,
  );
}

function keyOf({ run, stage }: Step): string {
  return JSON.stringify([recordedSource(run), run.id, stage && run.stages.indexOf(stage)]);
}
