import type { Instant } from '../domain/history/records';
import { begin, dayMs, dayStart, hourMs, isWorkday, turns, weeks, workMoment } from './calendar';
import type { Random } from './random';

export interface ExampleCommit {
  material: 'git:mingle' | 'git:ops';
  revision: string;
  parents: string[];
  at: Instant;
  author: string;
  message: string;
  branch: string;
}

const people = [
  'Ada Fenn',
  'Bo Lindqvist',
  'Chidi Okoye',
  'Dana Petrov',
  'Emi Sato',
  'Farid Haddad',
  'Greta Holm',
] as const;
const verbs = ['Speed up', 'Fix', 'Simplify', 'Cover', 'Polish', 'Extract', 'Guard', 'Rework', 'Tidy'] as const;
const things = [
  'card transitions',
  'the murmur feed',
  'bulk edit',
  'site sign-up',
  'plan editor',
  'search indexing',
  'attachment upload',
  'the trial banner',
  'history charts',
  'tenant provisioning',
  'password reset',
  'daily digest mail',
  'project export',
] as const;
const opsThings = [
  'agent set-up',
  'load balancer rules',
  'database backup',
  'log rotation',
  'alert thresholds',
] as const;

/**
 * Commits of both repositories, oldest first. Until `turns.master` the service is developed on the branch `saas`, into
 * which `master` is merged every few weeks; then the branch is merged for good, but for a few commits left behind.
 */
export function makeCommits(random: Random): ExampleCommit[] {
  const repository = new Repository(random);
  repository.prehistory();
  let untilMergeDown = 14;
  let untilMergeUp = 40;
  let left = false;
  for (let week = 0; week < weeks; week += 1) {
    for (let day = 0; day < 5; day += 1) {
      const start = dayStart(week, day);
      if (!isWorkday(start + 12 * hourMs)) continue;
      const onMaster = start >= turns.master;
      if (onMaster && !left) {
        repository.leaveBranch(start);
        left = true;
      }
      repository.workday(start, onMaster ? { master: 5.2, saas: 0 } : { master: 2, saas: 3.4 });
      if (onMaster) continue;
      untilMergeDown -= 1;
      untilMergeUp -= 1;
      if (untilMergeDown <= 0) {
        repository.merge('master', 'saas', start + 17.6 * hourMs);
        untilMergeDown = Math.round(random.between(14, 24));
      } else if (untilMergeUp <= 0) {
        repository.merge('saas', 'master', start + 17.7 * hourMs);
        untilMergeUp = Math.round(random.between(35, 55));
      }
    }
  }
  return repository.commits.sort((a, b) => a.at - b.at);
}

class Repository {
  readonly commits: ExampleCommit[] = [];
  private readonly heads = new Map<string, string>();

  constructor(private readonly random: Random) {}

  /** What there was before the CI server's history begins: the branch is three months old by then. */
  prehistory(): void {
    const branchedAt = begin - 91 * dayMs;
    for (let i = 0; i < 24; i += 1) this.commit('git:mingle', 'master', branchedAt - (25 - i) * 9 * hourMs);
    this.heads.set('git:mingle#saas', this.heads.get('git:mingle#master') ?? '');
    for (let i = 1; i <= 120; i += 1) {
      const at = branchedAt + i * 18 * hourMs;
      this.commit('git:mingle', i % 3 === 0 ? 'master' : 'saas', at);
    }
    for (let i = 0; i < 6; i += 1) this.commit('git:ops', 'master', begin - (6 - i) * 5 * dayMs);
  }

  workday(start: Instant, perDay: { master: number; saas: number }): void {
    const moments = (mean: number): Instant[] =>
      Array.from({ length: this.random.poisson(mean) }, () => workMoment(start, this.random)).sort((a, b) => a - b);
    for (const at of moments(perDay.saas)) this.commit('git:mingle', 'saas', at);
    for (const at of moments(perDay.master)) this.commit('git:mingle', 'master', at);
    for (const at of moments(0.7)) this.commit('git:ops', 'master', at);
  }

  merge(from: string, into: string, at: Instant): void {
    const other = this.heads.get(`git:mingle#${from}`) ?? '';
    this.commit('git:mingle', into, at, `Merge branch '${from}' into ${into}`, [other]);
  }

  /** The last merge takes all but three commits of the branch; those are done again on master. */
  leaveBranch(at: Instant): void {
    this.merge('saas', 'master', at - 3 * dayMs);
    for (let i = 0; i < 3; i += 1)
      this.commit('git:mingle', 'saas', at - (60 - i * 8) * hourMs, `Hot patch ${String(i + 1)} for the service`);
  }

  private commit(
    material: ExampleCommit['material'],
    branch: string,
    at: Instant,
    message?: string,
    merged: string[] = [],
  ): void {
    const key = `${material}#${branch}`;
    const parent = this.heads.get(key);
    const revision = this.random.hex(40);
    this.heads.set(key, revision);
    const { random } = this;
    const thing = material === 'git:ops' ? random.pick(opsThings) : random.pick(things);
    this.commits.push({
      material,
      revision,
      parents: [...(parent === undefined ? [] : [parent]), ...merged],
      at: Math.round(at / 1000) * 1000,
      author: random.pick(people),
      message: message ?? `${random.pick(verbs)} ${thing}`,
      branch,
    });
  }
}
