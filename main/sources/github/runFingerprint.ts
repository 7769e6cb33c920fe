import type { GithubRun } from './replies';

/** Changes when a run goes on, ends, or is run again. */
export function runFingerprint(run: GithubRun): string {
  return `${run.attempt} ${run.conclusion || run.status}`;
}
