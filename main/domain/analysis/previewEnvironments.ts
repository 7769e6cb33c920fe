import { runTime } from '../history/recordTime';
import type { History, Instant, Run } from '../history/records';
import type { EnvironmentMap } from '../retro/environmentMap';
import { bucketIndex } from '../time/buckets';
import { isZone } from '../time/zone';
import { groupEvents } from './deployments/groupEvents';
import { RunNames } from './deployments/runNames';
import { collectAttempts, type DeploymentAttempt } from './environments/attempts';
import { knownEnvironments } from './environments/knownEnvironments';
import { historyCoverage } from './window/historyCoverage';
import { countedWindow, windowBuckets } from './window/metricsWindow';

const sampleSize = 20;

export interface EnvironmentPreview {
  environments: {
    name: string;
    deployments: number;
    failedAttempts: number;
    /** Deployments by ISO week of the coverage. */
    perWeek: number[];
    /** Attempts, newest first, at most 20. */
    sample: { run: string; pipeline: string; stage: string | null; at: Instant; outcome: string }[];
  }[];
  /** Pipelines and stages there are to choose from, with how often they ran. */
  choices: { pipeline: string; stage: string | null; environment: string | null; runs: number; lastAt: Instant }[];
}

/** What would count as a deployment under a map, each environment on its own, before the map is kept. */
export function previewEnvironments(history: History, map: EnvironmentMap): EnvironmentPreview {
  const environments = knownEnvironments(history.runs, map);
  const attempts = collectAttempts(history.runs, environments);
  const coverage = historyCoverage(history);
  const window = countedWindow(coverage, null, null);
  const weeks = window ? windowBuckets(window, coverage, 'week', isZone(map.zone) ? map.zone : 'UTC') : [];
  const names = new RunNames(history.runs);
  return {
    environments: environments.map(({ name, role }, at) => {
      const own = attempts.filter((one) => one.environment === at);
      const events = groupEvents(own, { name, members: [at], isProduction: role === 'production' });
      const perWeek = weeks.map(() => 0);
      for (const deployment of events.deployments) {
        const week = bucketIndex(weeks, deployment.at);
        if (week >= 0) perWeek[week] = (perWeek[week] ?? 0) + 1;
      }
      return {
        name,
        deployments: events.deployments.length,
        failedAttempts: events.failedAttempts.length,
        perWeek,
        sample: sampleOf(own, names),
      };
    }),
    choices: choicesIn(history.runs),
  };
}

function sampleOf(attempts: readonly DeploymentAttempt[], names: RunNames) {
  return [...attempts]
    .sort((a, b) => b.at - a.at)
    .slice(0, sampleSize)
    .map(({ run, stage, at, outcome }) => ({
      run: names.print(run),
      pipeline: run.pipeline,
      stage: stage?.name ?? null,
      at,
      outcome,
    }));
}

type Choice = EnvironmentPreview['choices'][number];

/** Pipelines, their stages and the environments they name, each with the number of its runs; the busiest first. */
function choicesIn(runs: readonly Run[]): Choice[] {
  const choices = new Map<string, Choice>();
  const count = (pipeline: string, stage: string | null, environment: string | null, at: Instant): void => {
    const key = `${pipeline}\n${stage ?? '\n'}\n${environment ?? '\n'}`;
    const known = choices.get(key);
    if (!known) choices.set(key, { pipeline, stage, environment, runs: 1, lastAt: at });
    else {
      known.runs += 1;
      known.lastAt = Math.max(known.lastAt, at);
    }
  };
  for (const run of runs) {
    const at = runTime(run) ?? 0;
    count(run.pipeline, null, run.environment, at);
    const seen = new Set<string>();
    for (const { name, environment } of run.stages) {
      if (seen.has(name)) continue;
      seen.add(name);
      count(run.pipeline, name, environment, at);
    }
  }
  return [...choices.values()].sort(
    (a, b) => b.runs - a.runs || compare(a.pipeline, b.pipeline) || compare(a.stage ?? '', b.stage ?? ''),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
