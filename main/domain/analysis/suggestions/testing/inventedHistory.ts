import { Random } from '../../../../example/random';
import type { Commit, History, Revision, Run } from '../../../history/records';
import type { EnvironmentMap } from '../../../retro/environmentMap';
import { commit, environmentMap, history, revision, run, stage } from '../../testing/records';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
export const weekMs = 7 * dayMs;
/** A Monday. */
export const begin = Date.UTC(2020, 0, 6);

/** What a week of the invented team is like. */
export interface Habits {
  commitsADay: number;
  deploymentsAWeek: number;
  /** Chance that the tests fail because of the change, and for no reason of it. */
  fails: number;
  flakes: number;
  buildMinutes: number;
  bad: number;
}

export const quiet: Habits = {
  commitsADay: 3,
  deploymentsAWeek: 1.7,
  fails: 0.04,
  flakes: 0.02,
  buildMinutes: 12,
  bad: 0.08,
};

const agents = ['agent-1', 'agent-2', 'agent-7', 'agent-9'] as const;

/** A plain team: each commit is built and tested; good builds go to staging by themselves and to live by hand. */
export function inventedHistory(
  seed: number,
  weeks: number,
  habitsAt: (week: number) => Habits = () => quiet,
): History {
  const random = new Random(seed);
  const team = new Team(random);
  for (let day = 0; day < weeks * 7; day += 1) {
    if (day % 7 < 5) team.work(begin + day * dayMs, habitsAt(Math.floor(day / 7)));
  }
  return history({
    runs: team.runs.sort((a, b) => (a.queuedAt ?? 0) - (b.queuedAt ?? 0) || (a.id < b.id ? -1 : 1)),
    commits: team.commits,
    coverage: [{ source: 'ci', from: begin, to: begin + weeks * weekMs, gaps: [] }],
  });
}

export const inventedEnvironments: EnvironmentMap = environmentMap([
  { name: 'staging', role: 'staging', match: [{ pipeline: 'stage' }] },
  { name: 'live', label: 'production', role: 'production', match: [{ pipeline: 'ship' }] },
]);

class Team {
  readonly runs: Run[] = [];
  readonly commits: Commit[] = [];
  private candidate: Run | null = null;
  private live: Run | null = null;

  constructor(private readonly random: Random) {}

  work(day: number, habits: Habits): void {
    const { random } = this;
    for (let n = random.poisson(habits.commitsADay); n > 0; n -= 1)
      this.push(day + random.between(8, 18) * hourMs, habits);
    for (let n = random.poisson(habits.deploymentsAWeek / 5); n > 0; n -= 1) {
      this.ship(day + random.between(9, 17) * hourMs, habits);
    }
  }

  private push(time: number, habits: Habits): void {
    const { random } = this;
    const at = Math.round(time);
    const before = this.commits.at(-1);
    const made = commit(random.hex(12), before ? [before.revision] : [], at, { branches: ['master'] });
    this.commits.push(made);
    const fails = random.chance(habits.fails);
    const tests = [0, 1].map((place) => {
      const broken = fails || random.chance(place === 0 ? habits.flakes : habits.flakes / 2);
      return this.attempt('test', at + place * hourMs, broken ? 'failed' : 'passed', habits.buildMinutes, place + 1);
    });
    const [first, second] = tests as [ReturnType<typeof stage>, ReturnType<typeof stage>];
    const stages = first.outcome === 'passed' ? [first] : [first, second];
    const outcome = stages.at(-1)?.outcome ?? 'failed';
    const built = this.add('build', at, { outcome, stages, trigger: 'push', revisions: [revisionOf(made)] });
    if (outcome !== 'passed') return;
    const end = built.finishedAt ?? at;
    const staged = this.attempt('deploy', end + minuteMs, random.chance(0.03) ? 'failed' : 'passed', 5, 1);
    const run = this.add('stage', end + minuteMs, {
      ...{ outcome: staged.outcome, stages: [staged], trigger: 'upstream', upstream: [built.id] },
    });
    if (run.outcome === 'passed') this.candidate = run;
  }

  private ship(time: number, habits: Habits): void {
    const { candidate, random } = this;
    if (!candidate || candidate === this.live) return;
    const at = Math.max(Math.round(time), (candidate.finishedAt ?? 0) + minuteMs);
    this.deploy(candidate, at);
    if (this.live && random.chance(habits.bad)) this.deploy(this.live, at + 3 * hourMs);
    else this.live = candidate;
  }

  private deploy(from: Run, at: number): void {
    const deployed = this.attempt('deploy', at, this.random.chance(0.03) ? 'failed' : 'passed', 6, 1);
    this.add('ship', at, { outcome: deployed.outcome, stages: [deployed], trigger: 'manual', upstream: [from.id] });
  }

  private attempt(name: string, at: number, outcome: 'passed' | 'failed', minutes: number, attempt: number) {
    const finishedAt = at + this.random.duration(minutes * minuteMs, 0.3);
    const agent = this.random.pick(agents);
    return stage(name, outcome, { attempt, startedAt: at, finishedAt, agent });
  }

  private add(pipeline: string, at: number, fields: Partial<Run>): Run {
    const number = this.runs.length + 1;
    const finishedAt = Math.max(at, ...(fields.stages ?? []).map((one) => one.finishedAt ?? at));
    const made = run(`${pipeline}/${number}`, { number, queuedAt: at, startedAt: at, finishedAt, ...fields });
    this.runs.push(made);
    return made;
  }
}

function revisionOf(made: Commit): Revision {
  return revision(made.revision, { material: made.material, branch: 'master', committedAt: made.committedAt });
}
