import type { History } from '../../history/records';
import type { EnvironmentMap } from '../../retro/environmentMap';
import type { RunMapReport } from '../mapReport';
import type { Problem } from '../metricsQuery';
import { RunIndex } from './runIndex';
import { runMap } from './runMap';

/** The value stream of one deployment, with what is known to be missing at its start. */
export interface DeploymentStream {
  stream: RunMapReport;
  /** Runs the first step was made from that history does not have: what came before is in none of the numbers. */
  missing: string[];
}

/** As `runMap`, over the whole coverage. */
export function deploymentStream(history: History, map: EnvironmentMap, run: string): DeploymentStream | Problem {
  const stream = runMap(history, map, run, { since: null, until: null });
  if ('problem' in stream) return stream;
  const index = new RunIndex(history.runs);
  const [first] = index.findNamed(stream.path[0]?.run ?? stream.run);
  const missing = (first?.upstream ?? []).filter((one) => first && index.find(one, first.source) === null);
  return { stream, missing };
}
