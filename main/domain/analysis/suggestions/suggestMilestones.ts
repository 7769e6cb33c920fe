import type { History, Instant } from '../../history/records';
import type { EnvironmentMap } from '../../retro/environmentMap';
import type { Milestone } from '../../retro/milestone';
import { isZone } from '../../time/zone';
import { DetectionMemory } from '../changepoint/detectionMemory';
import { countDeployments } from '../countedDeployments';
import { analyseDeployments, HistoryIndex, type DeploymentAnalysis } from '../deployments/analyseDeployments';
import { collectAttempts, type DeploymentAttempt } from '../environments/attempts';
import { chooseGroup, type EnvironmentGroup } from '../environments/environmentGroup';
import { knownEnvironments, type KnownEnvironment } from '../environments/knownEnvironments';
import { buildSignatures } from '../structure/buildSignatures';
import { findStructure } from '../structure/findStructure';
import { presenceChanges } from '../structure/presenceChanges';
import type { Signature } from '../structure/signature';
import { historyCoverage } from '../window/historyCoverage';
import { countedWindow, windowBuckets, type WindowBucket } from '../window/metricsWindow';
import { deploymentSeries } from './deploymentSeries';
import type { Detected, Suggestion } from './detected';
import { failingStage } from './failingStage';
import { findStartingBranch, mainBranchOf } from './findStartingBranch';
import { gather } from './gather';
import { examined, numberChanges } from './numberChanges';
import { redSeries } from './redSeries';
import { stageSeries } from './stageSeries';
import { startingBranchSuggestion } from './startingBranch';
import { isDecided } from './suggestionId';
import { toSuggestion, type Setting } from './toSuggestion';

/** Shown at first; the rest is weaker. */
export const mostSuggestions = 7;

/** What to say where nothing is suggested: silence is no proof that all stayed the same. */
export const nothingBig =
  'Nothing big was found: no change stands out clearly from the usual ups and downs. Smaller ones may still be there.';

/**
 * The moments at which the way to production or its numbers changed most clearly, strongest first, seven at most. What
 * people have accepted or dismissed already is not suggested again. Empty means that nothing big was found.
 */
export function suggestMilestones(
  history: History,
  map: EnvironmentMap,
  milestones: readonly (Milestone & { detected?: Detected | null })[],
  index: HistoryIndex = new HistoryIndex(history),
): Suggestion[] {
  return findSuggestions(history, map, milestones, index).slice(0, mostSuggestions);
}

/** As `suggestMilestones`, with the weaker ones. `memory` saves the search of series that have not changed. */
export function findSuggestions(
  history: History,
  map: EnvironmentMap,
  milestones: readonly (Milestone & { detected?: Detected | null })[],
  index: HistoryIndex = new HistoryIndex(history),
  memory: DetectionMemory = new DetectionMemory(),
): Suggestion[] {
  const zone = isZone(map.zone) ? map.zone : 'UTC';
  const coverage = historyCoverage(history);
  const window = countedWindow(coverage, null, null);
  if (!window) return [];
  const weeks = windowBuckets(window, coverage, 'week', zone);
  const environments = knownEnvironments(history.runs, map);
  const attempts: DeploymentAttempt[] = collectAttempts(history.runs, environments);
  const production = productionOf(index, environments, attempts);

  // Numbers: every series long enough counts among those examined together.
  const pipelines = pipelinesOf(history, production);
  const stages = stageSeries(history.runs, pipelines, weeks);
  const red = redSeries(history.runs, pipelines, weeks, coverage.to ?? window.to);
  const series = examined([...numbersOf(history, production, weeks), ...stages.series, ...red]);
  const changes = series.flatMap((one) => numberChanges(one, series.length, memory));
  memory.nextRound();

  // Structure, and what goes with it.
  const onPath = production ? pipelinesOf(history, production) : new Set<string>();
  const beside = presenceChanges(index, environments, attempts, onPath, weeks);
  const structure = findStructure(index, production?.signatures ?? [], beside).milestones;
  const main = production && mainBranchOf(history, production.analysis, production.signatures);
  const start = production && findStartingBranch(index, production.analysis, production.signatures, structure, main);
  const penaltyOf = (n: number): number => 3 * Math.log(Math.max(1, n)) + 2 * Math.log(Math.max(1, series.length));
  const setting: Setting = {
    ...{ zone, penaltyOf, mainBranch: main },
    target: production?.label ?? 'Production',
    labels: new Map(map.environments.map((one) => [one.name, one.label])),
  };

  // States that last are no changes, but the story begins or ends with them.
  const suggestions = [
    ...gather(structure, changes).map((one) => toSuggestion(one, setting)),
    start && startingBranchSuggestion(start, window, penaltyOf(start.total), setting.target),
    failingStage(stages.yields, weeks),
  ].filter((one) => one !== null);
  const open = suggestions.filter((one) => !isDecided(one, milestones)).sort(byStrength);
  // Of those an id cannot tell apart the strongest is told: people decide by id.
  return open.filter(({ id }, place) => open.findIndex((one) => one.id === id) === place);
}

interface Production {
  label: string;
  analysis: DeploymentAnalysis;
  signatures: Signature[];
}

function productionOf(
  index: HistoryIndex,
  environments: readonly KnownEnvironment[],
  attempts: readonly DeploymentAttempt[],
): Production | null {
  const group = chooseGroup(environments, null);
  if (!group) return null;
  const analysis = analyseDeployments(index, environments, attempts, group);
  const signatures = buildSignatures(index, analysis, environments, attempts);
  return { label: labelOf(group, environments), analysis, signatures };
}

/** "Production": the label all members share, else the name of the group. */
function labelOf(group: EnvironmentGroup, environments: readonly KnownEnvironment[]): string {
  const labels = new Set(group.members.map((member) => environments[member]?.label ?? ''));
  const [label] = labels;
  const text = labels.size === 1 && label ? label : group.name;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Pipelines that led to production; all where there is no production. */
function pipelinesOf(history: History, production: Production | null): Set<string> {
  if (!production) return new Set(history.runs.map((run) => run.pipeline));
  return new Set(
    production.signatures.flatMap(({ run, steps }) => [run.pipeline, ...steps.map((one) => one.pipeline)]),
  );
}

function numbersOf(history: History, production: Production | null, weeks: readonly WindowBucket[]) {
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (!production || !first || !last) return [];
  const span: { from: Instant; to: Instant } = { from: first.start, to: last.end };
  const counted = countDeployments(production.analysis, span);
  return deploymentSeries(counted, weeks, { label: production.label, inferred: history.incidents.length === 0 });
}

function byStrength(a: Suggestion, b: Suggestion): number {
  return b.detected.strength - a.detected.strength || a.at - b.at || (a.id < b.id ? -1 : 1);
}
