import type { Job, Outcome, Stage } from '../../domain/history/records';
import { earliest, latest } from '../common/moments';
import { outcomeIn, outcomeOfAll } from '../common/outcomes';
import { statuses } from './outcome';
import type { GitlabJob } from './replies';

/**
 * Jobs by their stages, in the order in which the stages were made. A job that was retried is several jobs of one name:
 * the second of them is part of the second attempt of the stage, and so on.
 */
export function stagesOf(jobs: readonly GitlabJob[]): Stage[] {
  const inOrder = [...jobs].sort((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1));
  return [...grouped(inOrder, (job) => job.stage)].flatMap(([name, own]) => attemptsOf(name, own));
}

function attemptsOf(name: string, jobs: readonly GitlabJob[]): Stage[] {
  const lists = [...grouped(jobs, (job) => job.name).values()];
  const attempts = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: attempts }, (_, index) => {
    const ran = lists.flatMap((list) => list[index] ?? []);
    const standing = lists.flatMap((list) => list[Math.min(index, list.length - 1)] ?? []);
    return transformAttempt(name, index + 1, ran, standing);
  });
}

/** `ran` are the jobs of this attempt; `standing` also those that were not run again. */
function transformAttempt(
  name: string,
  attempt: number,
  ran: readonly GitlabJob[],
  standing: readonly GitlabJob[],
): Stage {
  const outcome = outcomeOfAll(standing.map(weightOf));
  const agents = new Set(ran.map((job) => job.agent));
  return {
    name,
    attempt,
    outcome,
    sourceOutcome: standing.find((job) => weightOf(job) === outcome)?.status ?? null,
    scheduledAt: earliest(ran.map((job) => job.createdAt)),
    startedAt: earliest(ran.map((job) => job.startedAt)),
    finishedAt: ran.some(isOpen) ? null : latest(ran.map((job) => job.finishedAt)),
    approval: ran.some((job) => job.manual) ? 'manual' : null,
    environment: null,
    image: null,
    agent: agents.size === 1 ? ([...agents][0] ?? null) : null,
    jobs: ran.map(transformJob),
  };
}

function transformJob(job: GitlabJob): Job {
  return {
    name: job.name,
    outcome: outcomeIn(statuses, job.status),
    sourceOutcome: job.status || null,
    scheduledAt: job.createdAt,
    startedAt: job.startedAt,
    finishedAt: isOpen(job) ? null : job.finishedAt,
    agent: job.agent,
    ...(job.failureReason === null ? {} : { more: { failureReason: job.failureReason } }),
  };
}

/** What a job counts for in its stage: one that may fail holds nothing up, whether it failed or waits for a person. */
function weightOf(job: GitlabJob): Outcome {
  const outcome = outcomeIn(statuses, job.status);
  if (!job.allowFailure) return outcome;
  if (outcome === 'failed') return 'passed';
  return /^manual$/i.test(job.status) ? 'skipped' : outcome;
}

function isOpen(job: GitlabJob): boolean {
  return outcomeIn(statuses, job.status) === 'running';
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
