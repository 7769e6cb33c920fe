import type { History, Run } from '../history/records';
import type { Environment, EnvironmentMap, Match } from '../retro/environmentMap';
import { environmentInName, guessRole } from './environments/roleWords';

/** More names than this on records are rather branches than environments: only those with a plain role are taken. */
const mostNames = 12;
const perBranch = /^(review|preview|pr|mr|pull|feature)[/_-]/i;

/**
 * A first environment map for a new retro: environments that records name, else pipelines and stages whose names say
 * where they deploy to. Only the clear ones; people correct it. The busiest come first, so the busiest production
 * group is the one headlines speak of.
 */
export function suggestEnvironments(history: History, zone: string): EnvironmentMap {
  const named = fromRecords(history.runs);
  const byName = named.length > 0 ? named : fromNames(history.runs);
  const environments = byName.length > 0 ? byName : fromReleases(history.runs);
  return { zone, environments, tracks: [], targets: [] };
}

function fromRecords(runs: readonly Run[]): Environment[] {
  const uses = new Map<string, number>();
  const use = (name: string | null): void => {
    if (name !== null && !perBranch.test(name)) uses.set(name, (uses.get(name) ?? 0) + 1);
  };
  for (const run of runs) {
    use(run.environment);
    for (const stage of run.stages) use(stage.environment);
  }
  const names = byUse(uses);
  const clear = names.length > mostNames ? names.filter((name) => guessRole(name) !== 'other') : names;
  return clear.map((name) => environment(name, [{ environment: name }]));
}

function fromNames(runs: readonly Run[]): Environment[] {
  const uses = new Map<string, number>();
  const matches = new Map<string, Map<string, Match>>();
  const answers = new Map<string, string | null>();
  const ask = (name: string): string | null => {
    let answer = answers.get(name);
    if (answer === undefined) answers.set(name, (answer = environmentInName(name)));
    return answer;
  };
  const use = (name: string, match: Match): void => {
    uses.set(name, (uses.get(name) ?? 0) + 1);
    const known = matches.get(name) ?? new Map<string, Match>();
    matches.set(name, known.set(`${match.pipeline ?? ''}\n${match.stage ?? ''}`, match));
  };
  for (const { pipeline, stages } of runs) {
    const whole = ask(pipeline);
    if (whole !== null) use(whole, { pipeline });
    else {
      for (const stage of stages) {
        const name = ask(stage.name);
        if (name !== null) use(name, { pipeline, stage: stage.name });
      }
    }
  }
  return byUse(uses).map((name) => environment(name, [...(matches.get(name)?.values() ?? [])]));
}

/** Where nothing deploys, released versions are what reaches people: a checkout's tags then tell the cadence. */
function fromReleases(runs: readonly Run[]): Environment[] {
  const released = runs.filter((run) => run.trigger === 'tag' && run.outcome === 'passed');
  const pipelines = [...new Set(released.map((run) => run.pipeline))].sort();
  if (pipelines.length === 0) return [];
  const match = pipelines.map((pipeline) => ({ pipeline }));
  return [{ name: 'releases', label: 'release', role: 'production', group: 'releases', match }];
}

function environment(name: string, match: Match[]): Environment {
  const role = guessRole(name);
  return { name, label: role === 'other' ? name : role, role, group: name, match };
}

function byUse(uses: ReadonlyMap<string, number>): string[] {
  return [...uses].sort(([a, usesA], [b, usesB]) => usesB - usesA || (a < b ? -1 : 1)).map(([name]) => name);
}
