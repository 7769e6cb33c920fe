import { runTime } from '../../history/recordTime';
import type { Instant, Run, Stage } from '../../history/records';

/** One piece of machine work on the way to a deployment: an attempt of a stage, or a whole run that has no stages. */
export interface Step {
  run: Run;
  /** Null for a whole run. */
  stage: Stage | null;
  /** When it was put in the queue; null where the server does not say. */
  scheduledAt: Instant | null;
  startedAt: Instant;
  finishedAt: Instant;
}

/**
 * The steps of a run whose moments are known. A run whose stages carry no moments is one step. Where a start is not
 * known the moment it was put in the queue stands for it, so that time is never lost, only not told apart.
 */
export function stepsOf(run: Run): Step[] {
  const staged = run.stages.flatMap((stage) => {
    const step = stepOf(run, stage, stage.scheduledAt, stage.startedAt, stage.finishedAt);
    return step && stage.outcome !== 'skipped' ? [step] : [];
  });
  if (staged.length > 0) return withQueueOfRun(staged, run);
  const whole = stepOf(run, null, run.queuedAt, run.startedAt, run.finishedAt);
  return whole ? [whole] : [];
}

/** When a run or stage first became due: queued, else started. */
export function dueAt(step: Step): Instant {
  return step.scheduledAt ?? step.startedAt;
}

function stepOf(
  run: Run,
  stage: Stage | null,
  scheduledAt: Instant | null,
  startedAt: Instant | null,
  finishedAt: Instant | null,
): Step | null {
  const start = startedAt ?? scheduledAt;
  return start === null || finishedAt === null ? null : { run, stage, scheduledAt, startedAt: start, finishedAt };
}

/** The first stage of a run waits in the queue from when the run does, where the stage itself does not say. */
function withQueueOfRun(steps: Step[], run: Run): Step[] {
  const first = steps.reduce((earliest, step) => (step.startedAt < earliest.startedAt ? step : earliest));
  const queuedAt = runTime({ ...run, startedAt: null, finishedAt: null });
  return steps.map((step) => (step === first ? { ...step, scheduledAt: step.scheduledAt ?? queuedAt } : step));
}
