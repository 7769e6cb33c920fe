import type { Run, Stage } from '../../history/records';
import type { Match } from '../../retro/environmentMap';
import { compileWildcard } from './wildcard';

type Test = ((text: string) => boolean) | null;

/** A match of the environment map, ready to be asked of a million runs. A null field was not given: anything agrees. */
export interface CompiledMatch {
  source: Test;
  pipeline: Test;
  stage: Test;
  job: Test;
  environment: Test;
  branch: Test;
}

export function compileMatch(match: Match): CompiledMatch {
  const test = (pattern: string | undefined): Test => (pattern === undefined ? null : compileWildcard(pattern));
  return {
    source: test(match.source),
    pipeline: test(match.pipeline),
    stage: test(match.stage),
    job: test(match.job),
    environment: test(match.environment),
    branch: test(match.branch),
  };
}

/**
 * The fields that are the same for all runs of a pipeline. A run that goes on in a stream agrees by the names of the stream or
 * by those it was recorded with: rules go on to hold.
 */
export function agreesWithPipeline(match: CompiledMatch, run: Pick<Run, 'source' | 'pipeline' | 'recorded'>): boolean {
  const agrees = ({ source, pipeline }: { source: string; pipeline: string }): boolean =>
    (match.source?.(source) ?? true) && (match.pipeline?.(pipeline) ?? true);
  return agrees(run) || (run.recorded !== undefined && agrees(run.recorded));
}

export function agreesWithBranch(match: CompiledMatch, run: Run): boolean {
  const { branch } = match;
  return branch === null || run.revisions.some((revision) => revision.branch !== null && branch(revision.branch));
}

/** The environment an attempt of a stage names: its own word goes before the run's. */
export function ownEnvironment(run: Run, stage: Stage): string | null {
  return stage.environment ?? run.environment;
}

export function agreesWithStage(match: CompiledMatch, run: Run, stage: Stage): boolean {
  if (match.stage && !match.stage(stage.name)) return false;
  if (match.job && !stage.jobs.some((job) => match.job?.(job.name))) return false;
  if (!match.environment) return true;
  const own = ownEnvironment(run, stage);
  return own !== null && match.environment(own);
}
