import type { Run } from '../../history/records';
import type { Track } from '../../retro/environmentMap';
import {
  agreesWithBranch,
  agreesWithPipeline,
  agreesWithStage,
  compileMatch,
  type CompiledMatch,
} from './compiledMatch';

/** The runs of a product line: those any entry of its match agrees with. */
export function runsOfTrack(runs: readonly Run[], track: Track): Run[] {
  const matches = track.match.map(compileMatch);
  return runs.filter((run) => matches.some((match) => agrees(match, run)));
}

function agrees(match: CompiledMatch, run: Run): boolean {
  if (!agreesWithPipeline(match, run) || !agreesWithBranch(match, run)) return false;
  if (match.stage ?? match.job) return run.stages.some((stage) => agreesWithStage(match, run, stage));
  const { environment } = match;
  if (environment === null) return true;
  if (run.environment !== null && environment(run.environment)) return true;
  return run.stages.some((stage) => stage.environment !== null && environment(stage.environment));
}
