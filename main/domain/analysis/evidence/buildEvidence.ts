import type { History } from '../../history/records';
import type { EnvironmentMap } from '../../retro/environmentMap';
import { FailureError } from '../../../failure';
import { analyseDeployments, HistoryIndex } from '../deployments/analyseDeployments';
import { collectAttempts } from '../environments/attempts';
import { chooseGroup } from '../environments/environmentGroup';
import type { EnvironmentGroup } from '../environments/environmentGroup';
import { knownEnvironments } from '../environments/knownEnvironments';
import type { KnownEnvironment } from '../environments/knownEnvironments';
import type { EvidenceReport, EvidenceRow } from '../evidenceReport';
import { historyCoverage } from '../window/historyCoverage';
import { countedWindow, windowBuckets } from '../window/metricsWindow';
import { deploymentObservations } from './deploymentObservations';
import { evidenceRow } from './row';
import { pickedWarning, seasonWarning } from './sharedWarnings';
import type { PlacedMilestone } from './sharedWarnings';
import { stageObservations } from './stageObservations';
import { evidenceSides, windowOf } from './sides';
import type { Sides } from './sides';

/**
 * The before/after card of one milestone: what went together with it, never what it caused. Deployments are those of
 * the production group; without one their rows are left out. Fails with `not_found` where no milestone has the id.
 */
export function buildEvidence(
  history: History,
  map: EnvironmentMap,
  milestones: readonly PlacedMilestone[],
  milestoneId: string,
  index: HistoryIndex = new HistoryIndex(history),
): EvidenceReport {
  const milestone = milestones.find((one) => one.id === milestoneId);
  if (!milestone) throw noMilestone(milestoneId);
  const zone = map.zone === '' ? 'UTC' : map.zone;
  const sides = sidesOf(history, zone, milestone, milestones);
  const season = seasonWarning(sides, zone);
  const observations = [
    ...groupObservations(history, map, sides, index),
    ...stageObservations(history.runs, history.definitions, sides),
  ];
  const rows = observations.map((seen): EvidenceRow => {
    const row = evidenceRow(seen);
    if (row.effect === null) return row;
    const picked = pickedWarning(milestone, row.measure, row.of);
    return { ...row, warnings: [...row.warnings, ...(picked ? [picked] : []), ...(season ? [season] : [])] };
  });
  return { id: milestone.id, windows: { before: windowOf(sides.before), after: windowOf(sides.after) }, rows };
}

function noMilestone(id: string): FailureError {
  return new FailureError(
    'not_found',
    `There is no milestone “${id}” in this retro; “shiplapse milestones” lists all ids.`,
  );
}

function sidesOf(history: History, zone: string, milestone: PlacedMilestone, all: readonly PlacedMilestone[]): Sides {
  const coverage = historyCoverage(history);
  const window = countedWindow(coverage, null, null);
  return evidenceSides(window ? windowBuckets(window, coverage, 'week', zone) : [], milestone, all);
}

function groupObservations(history: History, map: EnvironmentMap, sides: Sides, index: HistoryIndex) {
  const environments = knownEnvironments(history.runs, map);
  const group = chooseGroup(environments, null);
  if (!group) return [];
  const analysis = analyseDeployments(index, environments, collectAttempts(history.runs, environments), group);
  const words = { label: labelOf(group, environments), inferred: history.incidents.length === 0 };
  return deploymentObservations(analysis, sides, words);
}

/** "Production": the label all members share, else the name of the group. */
function labelOf(group: EnvironmentGroup, environments: readonly KnownEnvironment[]): string {
  const labels = new Set(group.members.map((member) => environments[member]?.label ?? group.name));
  const [label] = labels;
  const text = labels.size === 1 && label !== undefined && label !== '' ? label : group.name;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
