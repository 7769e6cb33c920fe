import type { Run } from '../history/records';
import type { Environment, EnvironmentMap, Match } from '../retro/environmentMap';
import { environmentInName, guessRole } from './environments/roleWords';

/** More names than this on records are rather branches than environments: only those with a plain role are taken. */
const mostNames = 12;
const perBranch = /^(review|preview|pr|mr|pull|feature)[/_-]/i;

/** Environments that records name themselves, by how often. */
class NamedEnvironments {
  private readonly uses = new Map<string, number>();

  see(run: Run): void {
    this.use(run.environment);
    for (const stage of run.stages) this.use(stage.environment);
  }

  list(): Environment[] {
    const names = byUse(this.uses);
    const clear = names.length > mostNames ? names.filter((name) => guessRole(name) !== 'other') : names;
    return clear.map((name) => environment(name, [{ environment: name }]));
  }

  private use(name: string | null): void {
    if (name !== null && !perBranch.test(name)) this.uses.set(name, (this.uses.get(name) ?? 0) + 1);
  }
}

/** Environments in the names of pipelines and stages, by how often they ran. */
class EnvironmentsInNames {
  private readonly uses = new Map<string, number>();
  private readonly matches = new Map<string, Map<string, Match>>();
  private readonly answers = new Map<string, string | null>();

  see({ pipeline, stages }: Run): void {
    const whole = this.ask(pipeline);
    if (whole !== null) return this.use(whole, { pipeline });
    for (const stage of stages) {
      const name = this.ask(stage.name);
      if (name !== null) this.use(name, { pipeline, stage: stage.name });
    }
  }

  list(): Environment[] {
    return byUse(this.uses).map((name) => environment(name, [...(this.matches.get(name)?.values() ?? [])]));
  }

  private ask(name: string): string | null {
    let answer = this.answers.get(name);
    if (answer === undefined) this.answers.set(name, (answer = environmentInName(name)));
    return answer;
  }

  private use(name: string, match: Match): void {
    this.uses.set(name, (this.uses.get(name) ?? 0) + 1);
    const known = this.matches.get(name) ?? new Map<string, Match>();
    this.matches.set(name, known.set(`${match.pipeline ?? ''}\n${match.stage ?? ''}`, match));
  }
}

/** Where nothing deploys, released versions are what reaches people: a checkout's tags then tell the cadence. */
class Releases {
  private readonly pipelines = new Set<string>();

  see(run: Run): void {
    if (run.trigger === 'tag' && run.outcome === 'passed') this.pipelines.add(run.pipeline);
  }

  list(): Environment[] {
    if (this.pipelines.size === 0) return [];
    const match = [...this.pipelines].sort().map((pipeline) => ({ pipeline }));
    return [{ name: 'releases', label: 'release', role: 'production', group: 'releases', match }];
  }
}

/**
 * A first environment map for a new retro: environments that records name, else pipelines and stages whose names say
 * where they deploy to. Only the clear ones; people correct it. The busiest come first, so the busiest production
 * group is the one headlines speak of. Runs are shown to it one by one, so that a long history need not be held.
 */
export class EnvironmentDraft {
  /** The surest first: what the first of them finds is taken. */
  private readonly ways = [new NamedEnvironments(), new EnvironmentsInNames(), new Releases()];

  see(run: Run): void {
    for (const way of this.ways) way.see(run);
  }

  map(zone: string): EnvironmentMap {
    const environments = this.ways.map((way) => way.list()).find((found) => found.length > 0) ?? [];
    return { zone, environments, tracks: [], targets: [] };
  }
}

function environment(name: string, match: Match[]): Environment {
  const role = guessRole(name);
  return { name, label: role === 'other' ? name : role, role, group: name, match };
}

function byUse(uses: ReadonlyMap<string, number>): string[] {
  return [...uses].sort(([a, usesA], [b, usesB]) => usesB - usesA || (a < b ? -1 : 1)).map(([name]) => name);
}
