import type { EvolutionNode } from '../../main/domain/analysis/facts';
import type { Instant, Span } from '../../main/domain/history/records';
import type { Role } from '../../main/domain/retro/environmentMap';

/** Invented facts: two years of a team that moved from a long-lived branch to frequent deployments. */
export const zone = 'Europe/London';
export const weekMs = 7 * 86_400_000;
export const begin = Date.UTC(2011, 9, 3);
export const weekCount = 105;
export const end = begin + weekCount * weekMs;
export const moments = {
  snapshot: Date.UTC(2012, 4, 14),
  mainline: Date.UTC(2012, 8, 24),
  images: Date.UTC(2013, 1, 11),
  frequent: Date.UTC(2012, 10, 26),
};

export interface Plan {
  id: string;
  kind: EvolutionNode['kind'];
  name: string;
  level: number;
  row: number;
  span?: Span;
  label?: string;
  role?: Role;
  stages?: [string, Span?][];
  perWeek: (share: number, at: Instant) => number;
  failRate?: (share: number, at: Instant) => number;
}

export const whole: Span = { from: begin, to: end };
const busy = (share: number) => 14 + share * 22;
const deploys = (share: number) => 0.22 + 4.2 * Math.max(0, share - 0.3) ** 1.25;
const flaky = (share: number, at: Instant) => (at < moments.images ? 0.34 - share * 0.1 : 0.17);

export const plans: Plan[] = [
  { id: 'm-app', kind: 'material', name: 'git:mingle', level: 0, row: 0.8, perWeek: busy },
  { id: 'm-ops', kind: 'material', name: 'git:deploy-scripts', level: 0, row: 2.3, perWeek: () => 3 },
  {
    id: 'm-img',
    kind: 'material',
    name: 'git:machine-images',
    level: 0,
    row: 3.6,
    span: { from: moments.images, to: end },
    perWeek: () => 2,
  },
  {
    id: 'p-build',
    kind: 'pipeline',
    name: 'build',
    level: 1,
    row: 0.8,
    stages: [['compile'], ['unit'], ['package']],
    perWeek: busy,
    failRate: (s) => 0.2 - s * 0.07,
  },
  {
    id: 'p-ami',
    kind: 'pipeline',
    name: 'bake-image',
    level: 1,
    row: 3.6,
    span: { from: moments.images, to: end },
    stages: [['bake'], ['boot']],
    perWeek: () => 6,
    failRate: () => 0.08,
  },
  {
    id: 'p-acc',
    kind: 'pipeline',
    name: 'acceptance',
    level: 2,
    row: 0,
    stages: [['api'], ['browser', whole]],
    perWeek: (s) => busy(s) * 0.8,
    failRate: (s) => 0.38 - s * 0.12,
  },
  {
    id: 'p-perf',
    kind: 'pipeline',
    name: 'installer-and-performance-regression',
    level: 2,
    row: 1.5,
    span: { from: begin, to: Date.UTC(2012, 11, 10) },
    stages: [['installer'], ['load']],
    perWeek: (s) => Math.max(0, 4 - s * 8),
    failRate: () => 0.4,
  },
  {
    id: 'p-saas',
    kind: 'pipeline',
    name: 'saas-package',
    level: 3,
    row: 0.8,
    stages: [['bundle'], ['smoke']],
    perWeek: (s) => busy(s) * 0.6,
    failRate: flaky,
  },
  {
    id: 'p-dog',
    kind: 'pipeline',
    name: 'deploy-dogfood',
    level: 4,
    row: 0,
    stages: [['deploy'], ['verify']],
    perWeek: (s) => 2 + s * 9,
    failRate: flaky,
  },
  {
    id: 'p-snap',
    kind: 'pipeline',
    name: 'deploy-snapshot',
    level: 4,
    row: 1.4,
    span: { from: moments.snapshot, to: end },
    stages: [['deploy'], ['migrate'], ['verify']],
    perWeek: (s) => 1 + s * 5,
    failRate: flaky,
  },
  {
    id: 'p-prod',
    kind: 'pipeline',
    name: 'deploy-production',
    level: 4,
    row: 2.8,
    stages: [['deploy'], ['warm-up', { from: moments.snapshot, to: end }], ['verify']],
    perWeek: deploys,
    failRate: (s, at) => flaky(s, at) * 0.5,
  },
  {
    id: 'e-pasty',
    kind: 'environment',
    name: 'pasty',
    label: 'dogfooding',
    role: 'dogfood',
    level: 5,
    row: 0,
    perWeek: (s) => 2 + s * 8,
  },
  {
    id: 'e-baklava',
    kind: 'environment',
    name: 'baklava',
    label: 'copy of production',
    role: 'snapshot',
    level: 5,
    row: 1.4,
    span: { from: moments.snapshot, to: end },
    perWeek: (s) => 1 + s * 4.5,
  },
  {
    id: 'e-dumpling',
    kind: 'environment',
    name: 'dumpling',
    label: 'production',
    role: 'production',
    level: 5,
    row: 2.8,
    perWeek: deploys,
  },
];

export const links: [string, string][] = [
  ['m-app', 'p-build'],
  ['m-ops', 'p-saas'],
  ['m-img', 'p-ami'],
  ['p-build', 'p-acc'],
  ['p-build', 'p-perf'],
  ['p-acc', 'p-saas'],
  ['p-ami', 'p-prod'],
  ['p-saas', 'p-dog'],
  ['p-saas', 'p-snap'],
  ['p-saas', 'p-prod'],
  ['p-dog', 'e-pasty'],
  ['p-snap', 'e-baklava'],
  ['p-prod', 'e-dumpling'],
];
