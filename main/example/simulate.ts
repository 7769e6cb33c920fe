import type { Instant } from '../domain/history/records';
import { begin, dayMs, dayStart, end, hourMs, isWorkday, minuteMs, turns, weeks, workMoment } from './calendar';
import type { ExampleCommit } from './commits';
import { badReleaseChance, nightly, pipelineSince, plannedDeployments, pollMs, stagesOf } from './pipelines';
import type { Random } from './random';
import { runStages, type ExampleAttempt } from './stages';

export type ExampleMaterial =
  | { kind: 'git'; material: ExampleCommit['material']; branch: string; commits: ExampleCommit[]; changed: boolean }
  | { kind: 'pipeline'; run: ExampleRun; stage: string; changed: boolean };

export interface ExampleRun {
  pipeline: string;
  counter: number;
  scheduledAt: Instant;
  endedAt: Instant;
  passed: boolean;
  trigger: 'changes' | 'upstream' | 'timer' | 'person';
  materials: ExampleMaterial[];
  attempts: ExampleAttempt[];
}

/** Plays the whole story: every run of every pipeline, from the first commit to the last deployment. */
export function simulate(commits: ExampleCommit[], random: Random): ExampleRun[] {
  const server = new Server(commits, random);
  const builds = server.onCommits('saas-build', 'git:mingle', (at) => (at < turns.master ? 'saas' : 'master'));
  const accepted = server.onUpstream('saas-acceptance', builds, 'functional');
  const images = server.onUpstream('bake-image', accepted.filter(since('bake-image')), 'acceptance');
  const beforeImages = accepted.filter((run) => run.endedAt < turns.images);
  const pasty = [
    ...server.onUpstream('deploy-pasty', beforeImages, 'acceptance', true),
    ...server.onUpstream('deploy-pasty', images, 'verify', true),
  ];
  server.production(pasty);

  const installers = server.onCommits('installer-build', 'git:mingle', () => 'master', 3 * hourMs);
  const installerAccepted = server.onUpstream('installer-acceptance', installers, 'units');
  const packages = server.atNight('installer-package', installerAccepted, 'acceptance', [0, 1, 2, 3, 4]);
  server.releases('installer-release', packages, 'install-check');
  server.onCommits('ops-tests', 'git:ops', () => 'master');
  server.atNight('performance', accepted, 'acceptance', [1, 3]);
  server.atNight('cross-browser', accepted.filter(since('cross-browser')), 'acceptance', [0, 2, 4]);
  server.atNight('toggle-audit', builds.filter(since('toggle-audit')), 'functional', [0, 1, 2, 3, 4]);
  return server.runs;
}

const since =
  (pipeline: string) =>
  (run: ExampleRun): boolean =>
    run.endedAt >= (pipelineSince[pipeline] ?? begin);

/** The invented CI server: starts runs, one at a time in each pipeline, and keeps what came of them. */
class Server {
  readonly runs: ExampleRun[] = [];
  private readonly counters = new Map<string, number>();
  private readonly ops: ExampleCommit[];

  constructor(
    private readonly commits: ExampleCommit[],
    private readonly random: Random,
  ) {
    this.ops = commits.filter((commit) => commit.material === 'git:ops');
  }

  /** A run for what was pushed since the last one, as soon as the pipeline is free. */
  onCommits(
    pipeline: string,
    material: ExampleCommit['material'],
    branchAt: (at: Instant) => string,
    pauseMs = 25 * minuteMs,
  ): ExampleRun[] {
    const made: ExampleRun[] = [];
    let pending: ExampleCommit[] = [];
    let freeAt = begin;
    const start = (upTo: Instant): void => {
      const first = pending[0];
      if (!first) return;
      const at = Math.max(freeAt, first.at + pollMs + this.random.between(0, pollMs));
      if (at > upTo) return;
      const batch = pending.filter((commit) => commit.at < at);
      pending = pending.filter((commit) => commit.at >= at);
      const source = { kind: 'git', material, branch: first.branch, commits: batch.reverse(), changed: true } as const;
      const run = this.start(pipeline, at, 'changes', [source]);
      made.push(run);
      freeAt = run.endedAt + this.random.duration(pauseMs, 0.5);
    };
    for (const commit of this.commits) {
      if (commit.material !== material || commit.at < begin || commit.branch !== branchAt(commit.at)) continue;
      while (pending.length > 0 && Math.max(freeAt, (pending[0]?.at ?? 0) + 2 * pollMs) < commit.at) start(commit.at);
      if (pending[0] && pending[0].branch !== commit.branch) pending = [];
      pending.push(commit);
    }
    start(end);
    return made;
  }

  /** A run for the newest passed run upstream, as soon as the pipeline is free: older ones are skipped. */
  onUpstream(pipeline: string, upstream: ExampleRun[], stage: string, withOps = false): ExampleRun[] {
    const made: ExampleRun[] = [];
    const passed = upstream.filter((run) => run.passed).sort((a, b) => a.endedAt - b.endedAt);
    let freeAt = begin;
    passed.forEach((run, i) => {
      const at = Math.max(freeAt, run.endedAt + Math.round(this.random.between(5_000, 60_000)));
      const next = passed[i + 1];
      if (next && next.endedAt < at) return;
      const triggered = this.start(pipeline, at, 'upstream', this.materials(run, stage, at, withOps));
      made.push(triggered);
      freeAt = triggered.endedAt;
    });
    return made;
  }

  atNight(pipeline: string, upstream: ExampleRun[], stage: string, days: number[]): ExampleRun[] {
    const made: ExampleRun[] = [];
    for (let week = 0; week < weeks; week += 1) {
      for (const day of days) {
        const at = dayStart(week, day) + nightly + Math.round(this.random.between(0, 20 * minuteMs));
        const source = newestPassed(upstream, at);
        if (source && isWorkday(dayStart(week, day) + 12 * hourMs) && at - source.endedAt < 4 * dayMs) {
          made.push(this.start(pipeline, at, 'timer', this.materials(source, stage, at, false)));
        }
      }
    }
    return made;
  }

  releases(pipeline: string, packages: ExampleRun[], stage: string): void {
    for (let week = 10; week < weeks; week += 13) {
      const at = workMoment(dayStart(week, 2), this.random);
      const source = newestPassed(packages, at);
      if (source) this.start(pipeline, at, 'person', this.materials(source, stage, at, false));
    }
  }

  /** Production: planned releases of the newest good candidate, through the snapshot once there is one, and rollbacks. */
  production(pasty: ExampleRun[]): void {
    const { random } = this;
    let freeAt = begin;
    let live: ExampleRun | null = null;
    for (const planned of this.plan()) {
      const at = Math.max(planned, freeAt);
      const candidate = newestPassed(pasty, at);
      if (!candidate || candidate === live || at >= end - dayMs) continue;
      const gate: ExampleRun | null =
        at < turns.gate
          ? null
          : this.start('deploy-baklava', at, 'person', this.materials(candidate, 'verify', at, true));
      freeAt = (gate?.endedAt ?? at) + random.duration(20 * minuteMs, 0.6);
      if (gate && !gate.passed) continue;
      const from: ExampleRun = gate ?? candidate;
      const deployed = this.start(
        'deploy-dumpling',
        freeAt,
        'person',
        this.materials(from, gate ? 'sanity' : 'verify', freeAt, true),
      );
      freeAt = deployed.endedAt + random.duration(hourMs, 0.4);
      const reached = deployed.attempts.some((attempt) => attempt.stage === 'deploy' && attempt.result === 'Passed');
      if (!reached) continue;
      if (live && random.chance(badReleaseChance(at))) {
        const back = deployed.endedAt + random.duration(3 * hourMs, 0.6);
        const rolledBack = this.start(
          'deploy-dumpling',
          back,
          'person',
          this.materials(live, stageBefore(live), back, true),
        );
        freeAt = Math.max(freeAt, rolledBack.endedAt + hourMs);
      } else live = from;
    }
  }

  /** When the team means to deploy: on workdays, in the first part of the day more often than late. */
  private plan(): Instant[] {
    const moments: Instant[] = [];
    for (let week = 1; week < weeks; week += 1) {
      const perDay = plannedDeployments(dayStart(week, 2)) / 5;
      for (let day = 0; day < 5; day += 1) {
        const start = dayStart(week, day);
        if (!isWorkday(start + 12 * hourMs)) continue;
        for (let n = this.random.poisson(perDay); n > 0; n -= 1) moments.push(workMoment(start - hourMs, this.random));
      }
    }
    return moments.sort((a, b) => a - b);
  }

  private materials(run: ExampleRun, stage: string, at: Instant, withOps: boolean): ExampleMaterial[] {
    const upstream: ExampleMaterial = { kind: 'pipeline', run, stage, changed: true };
    const newest = withOps ? this.ops.filter((commit) => commit.at < at).at(-1) : undefined;
    if (!newest) return [upstream];
    return [upstream, { kind: 'git', material: 'git:ops', branch: 'master', commits: [newest], changed: false }];
  }

  private start(
    pipeline: string,
    at: Instant,
    trigger: ExampleRun['trigger'],
    materials: ExampleMaterial[],
  ): ExampleRun {
    const counter = (this.counters.get(pipeline) ?? 0) + 1;
    this.counters.set(pipeline, counter);
    const scheduledAt = Math.round(at);
    const ran = runStages(stagesOf(pipeline, at), scheduledAt, this.random);
    const run = { pipeline, counter, scheduledAt, trigger, materials, ...ran };
    this.runs.push(run);
    return run;
  }
}

/** A deployment came from the snapshot's pipeline, or before there was one from the dogfood's. */
function stageBefore(run: ExampleRun): string {
  return run.pipeline === 'deploy-baklava' ? 'sanity' : 'verify';
}

function newestPassed(runs: ExampleRun[], before: Instant): ExampleRun | undefined {
  return runs.findLast((run) => run.passed && run.endedAt < before);
}
