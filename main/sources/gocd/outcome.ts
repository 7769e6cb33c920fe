import type { Outcome } from '../../domain/history/records';
import type { GocdJob, GocdStage } from './replies';

const words: Record<string, Outcome> = {
  passed: 'passed',
  failed: 'failed',
  failing: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  building: 'running',
};

const over = new Set(['completed', 'discontinued']);

export function isOver(job: GocdJob): boolean {
  return over.has(job.state.toLowerCase());
}

export function jobOutcome(job: GocdJob): Outcome {
  const known = words[job.result.toLowerCase()];
  if (known) return known;
  return job.state === '' || isOver(job) || job.state.toLowerCase() === 'rescheduled' ? 'unknown' : 'running';
}

/** The word of the server; where it is "Unknown" the stage runs as long as one of its jobs is not over. */
export function stageOutcome(stage: GocdStage): Outcome {
  const known = words[stage.result.toLowerCase()];
  if (known) return known;
  if (stage.result === '' && stage.jobs.length > 0) return worst(stage.jobs.map(jobOutcome));
  return stage.jobs.some((job) => job.state !== '' && !isOver(job)) ? 'running' : 'unknown';
}

const order: readonly Outcome[] = ['failed', 'cancelled', 'running', 'unknown', 'skipped', 'passed'];

/** The one outcome of several: a failure decides, then a cancellation, then what still runs. */
export function worst(outcomes: readonly Outcome[]): Outcome {
  return order.find((outcome) => outcomes.includes(outcome)) ?? 'unknown';
}
