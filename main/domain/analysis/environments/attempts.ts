import { recordedPipeline, recordedSource } from '../../history/recorded';
import type { Instant, Job, Outcome, Run, Stage } from '../../history/records';
import { agreesWithBranch, agreesWithPipeline, agreesWithStage, type CompiledMatch } from './compiledMatch';
import type { KnownEnvironment } from './knownEnvironments';
import { innerMap } from '../mapOfMaps';

/** One try to deploy to one environment: a whole run, an attempt of one of its stages, or one job of that. */
export interface DeploymentAttempt {
  run: Run;
  /** Null where the whole run is the attempt. */
  stage: Stage | null;
  /** Index into the known environments. */
  environment: number;
  outcome: Outcome;
  at: Instant;
}

/** Every attempt at every environment, in the order of the runs. One pass; runs that deploy nowhere cost next to nothing. */
export function collectAttempts(runs: readonly Run[], environments: readonly KnownEnvironment[]): DeploymentAttempt[] {
  const byName = new Map(environments.map((environment, index) => [environment.name, index]));
  const rulesOf = rulesByPipeline(environments);
  const attempts: DeploymentAttempt[] = [];
  for (const run of runs) {
    const rules = rulesOf(run);
    const words = run.environment !== null || namesEnvironment(run.stages);
    if (rules.length > 0 || words) attemptsOfRun(run, rules, words, byName, attempts);
  }
  return attempts;
}

function namesEnvironment(stages: readonly Stage[]): boolean {
  for (const { environment } of stages) if (environment !== null) return true;
  return false;
}

interface Rule {
  environment: number;
  match: CompiledMatch;
}

function rulesByPipeline(environments: readonly KnownEnvironment[]): (run: Run) => Rule[] {
  const all = environments.flatMap(({ match }, environment) => match.map((one): Rule => ({ environment, match: one })));
  const known = new Map<string, Map<string, Rule[]>>();
  return (run) => {
    const pipeline = recordedPipeline(run);
    const ofSource = innerMap(known, recordedSource(run));
    let rules = ofSource.get(pipeline);
    if (!rules) ofSource.set(pipeline, (rules = all.filter((rule) => agreesWithPipeline(rule.match, run))));
    return rules;
  };
}

/** What a run's own words and the rules say of it, each stage (or the whole run) once for an environment. */
function attemptsOfRun(
  run: Run,
  rules: readonly Rule[],
  words: boolean,
  byName: ReadonlyMap<string, number>,
  attempts: DeploymentAttempt[],
): void {
  const found: DeploymentAttempt[] = [];
  const add = (environment: number | undefined, stage: Stage | null, job: Job | null): void => {
    if (environment === undefined) return;
    if (found.some((one) => one.environment === environment && one.stage === stage)) return;
    found.push({ run, stage, environment, outcome: (job ?? stage ?? run).outcome, at: momentOf(run, stage, job) });
  };
  for (const { environment, match } of rules) {
    if (!agreesWithBranch(match, run)) continue;
    if (match.stage ?? match.job) {
      for (const stage of run.stages) {
        if (agreesWithStage(match, run, stage)) add(environment, stage, jobOf(match, stage));
      }
    } else if (match.environment) {
      for (const own of words ? ownWords(run) : []) if (match.environment(own.name)) add(environment, own.stage, null);
    } else add(environment, null, null);
  }
  if (words) for (const own of ownWords(run)) add(byName.get(own.name), own.stage, null);
  // A stage's word goes before the run's: it knows which attempt passed, and when.
  const staged = new Set(found.flatMap((one) => (one.stage ? [one.environment] : [])));
  for (const one of found) if (one.stage !== null || !staged.has(one.environment)) attempts.push(one);
}

/** Where stages name environments, they are the attempts, and the run's own name only helps those that name none. */
function ownWords(run: Run): { name: string; stage: Stage | null }[] {
  const staged = run.stages.flatMap((stage) =>
    stage.environment === null ? [] : [{ name: stage.environment, stage }],
  );
  if (staged.length > 0) return staged;
  return run.environment === null ? [] : [{ name: run.environment, stage: null }];
}

/** Where a match names a job, the job is what deploys: beside it in the same stage others may fail. */
function jobOf(match: CompiledMatch, stage: Stage): Job | null {
  const jobs = match.job ? stage.jobs.filter((job) => match.job?.(job.name)) : [];
  return jobs.length === 1 ? (jobs[0] ?? null) : null;
}

/**
 * When an attempt was over. Where the server does not say, the best that is known of it: its start, its place in the
 * queue, then the same of the run. Every run has one of these.
 */
export function momentOf(run: Run, stage: Stage | null, job: Job | null = null): Instant {
  return (
    job?.finishedAt ??
    stage?.finishedAt ??
    (stage ? (job?.startedAt ?? stage.startedAt ?? stage.scheduledAt) : null) ??
    run.finishedAt ??
    run.startedAt ??
    run.queuedAt ??
    0
  );
}
