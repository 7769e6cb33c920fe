import type { History, Run } from '../../history/records';
import type { DeploymentAttempt } from '../environments/attempts';
import type { EnvironmentGroup } from '../environments/environmentGroup';
import type { KnownEnvironment } from '../environments/knownEnvironments';
import { CiChanges } from './ciChanges';
import { CommitGraph } from './commitGraph';
import { deploymentChain, type DeploymentChain } from './deploymentChain';
import { verdicts, type Verdict } from './failedDeployments';
import { groupEvents, type GroupEvents } from './groupEvents';
import { attributeIncidents, type AttributedIncident } from './incidents';
import { Lineage } from './lineage';
import { RunNames } from './runNames';

/** Everything known of the deployments to one group, over the whole history. Windows only choose from it. */
export interface DeploymentAnalysis extends DeploymentChain {
  group: EnvironmentGroup;
  events: GroupEvents;
  /** Same order as the deployments. */
  verdicts: Verdict[];
  incidents: AttributedIncident[];
}

/** What several analyses of one history share: made once, as reading a million runs takes a while. */
export class HistoryIndex {
  readonly names: RunNames;
  readonly lineage: Lineage;
  private commitGraph: CommitGraph | null = null;

  constructor(readonly history: History) {
    this.names = new RunNames(history.runs);
    this.lineage = new Lineage(this.names);
  }

  get graph(): CommitGraph {
    this.commitGraph ??= new CommitGraph(this.history.commits);
    return this.commitGraph;
  }
}

/** `keep` leaves out runs of other tracks; null keeps all. Attempts must come run by run. */
export function analyseDeployments(
  index: HistoryIndex,
  environments: readonly KnownEnvironment[],
  attempts: readonly DeploymentAttempt[],
  group: EnvironmentGroup,
  keep: ReadonlySet<Run> | null = null,
): DeploymentAnalysis {
  const { graph, lineage, names, history } = index;
  const events = groupEvents(keep ? attempts.filter((one) => keep.has(one.run)) : attempts, group);
  const chain = deploymentChain(events.deployments, { graph, lineage, ci: new CiChanges(history.runs, lineage) });
  const incidents = attributeIncidents(history.incidents, chain.deployments, group, environments, names);
  return { ...chain, group, events, incidents, verdicts: verdicts(chain.deployments, incidents) };
}
