import type { Run } from './records';

/** Where the run was recorded: sources and coverage are of the source, whatever stream a run goes on in. */
export function recordedSource(run: Run): string {
  return run.recorded?.source ?? run.source;
}

export function recordedPipeline(run: Run): string {
  return run.recorded?.pipeline ?? run.pipeline;
}
