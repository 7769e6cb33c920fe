import type { History, Instant } from '../../history/records';
import type { EnvironmentMap } from '../../retro/environmentMap';
import { isZone } from '../../time/zone';
import { analyseDeployments, HistoryIndex } from '../deployments/analyseDeployments';
import { collectAttempts, type DeploymentAttempt } from '../environments/attempts';
import { chooseGroup, type EnvironmentGroup } from '../environments/environmentGroup';
import { knownEnvironments, type KnownEnvironment } from '../environments/knownEnvironments';
import type { Problem } from '../metricsQuery';
import { Gates } from '../structure/gates';
import { productionPaths } from '../structure/productionPaths';
import { historyCoverage } from '../window/historyCoverage';
import { countedWindow, windowBuckets } from '../window/metricsWindow';
import { Arrivals } from './arrivals';
import type { GatesReport } from './gateReport';
import { gateReport } from './oneGate';
import { passagesBy, type PassageOf } from './passages';

/** Absent or null: every gate, and the whole coverage. */
export interface GatesQuery {
  environment?: string | null;
  since?: Instant | null;
  until?: Instant | null;
}

const gateRoles: readonly string[] = ['snapshot', 'staging', 'dogfood', 'test'];

/**
 * Every environment before production and what it did for the deployments: those whose role says so, and any other that
 * some deployment's revision had passed when production started. The window chooses what is counted; what had passed
 * comes from the whole history. Answers with a problem in a sentence where the query names no gate.
 */
export function buildGates(
  history: History,
  map: EnvironmentMap,
  query: GatesQuery = {},
  index: HistoryIndex = new HistoryIndex(history),
): GatesReport | Problem {
  const zone = isZone(map.zone) ? map.zone : 'UTC';
  const coverage = historyCoverage(history);
  const window = countedWindow(coverage, query.since ?? null, query.until ?? null);
  const environments = knownEnvironments(history.runs, map);
  const group = chooseGroup(environments, null);
  const common = { environment: group?.name ?? null, zone, from: window?.from ?? null, to: window?.to ?? null };
  if (!group || !window) return { ...common, gates: [] };

  const attempts = collectAttempts(history.runs, environments);
  const analysis = analyseDeployments(index, environments, attempts, group);
  const elsewhere = attempts.filter((one) => !group.members.includes(one.environment));
  const gates = new Gates(elsewhere, index.lineage);
  const ways = productionPaths(index, analysis, attempts);
  const passages = passagesBy(ways, gates, outside(environments, group));
  const found = [...passages.keys()].filter((at) => isGate(environments[at], passages.get(at) ?? []));
  const asked = found.filter((at) => query.environment == null || environments[at]?.name === query.environment);
  if (query.environment != null && asked.length === 0) return noSuchGate(query.environment, found, environments);

  const arrivals = new Arrivals(index, analysis, ways);
  const weeks = windowBuckets(window, coverage, 'week', zone);
  const attemptsAt = byEnvironment(elsewhere);
  return {
    ...common,
    gates: asked.map((at) =>
      gateReport(
        environments[at] as KnownEnvironment,
        { attempts: attemptsAt.get(at) ?? [], passages: passages.get(at) ?? [] },
        { arrivals, weeks, window, names: index.names },
      ),
    ),
  };
}

function outside(environments: readonly KnownEnvironment[], group: EnvironmentGroup): number[] {
  return environments.flatMap((_, at) => (group.members.includes(at) ? [] : [at]));
}

function isGate(environment: KnownEnvironment | undefined, passages: readonly PassageOf[]): boolean {
  if (!environment || environment.role === 'production') return false;
  return gateRoles.includes(environment.role) || passages.some((one) => one.passage === 'passed');
}

function byEnvironment(attempts: readonly DeploymentAttempt[]): Map<number, DeploymentAttempt[]> {
  const map = new Map<number, DeploymentAttempt[]>();
  for (const attempt of attempts) {
    const known = map.get(attempt.environment);
    if (known) known.push(attempt);
    else map.set(attempt.environment, [attempt]);
  }
  return map;
}

function noSuchGate(asked: string, found: readonly number[], environments: readonly KnownEnvironment[]): Problem {
  const names = found.flatMap((at) => environments[at]?.name ?? []);
  const known = names.length === 0 ? 'none is known' : `known: ${names.join(', ')}`;
  return { problem: `“${asked}” is no environment before production; ${known}.` };
}
