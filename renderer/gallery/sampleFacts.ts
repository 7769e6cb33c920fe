import type {
  EnvironmentFacts,
  Evolution,
  EvolutionEdge,
  EvolutionNode,
  RetroFacts,
  Week,
} from '../../main/domain/analysis/facts';
import type { Instant, Outcome, Span } from '../../main/domain/history/records';
import type { Role } from '../../main/domain/retro/environmentMap';

/** Invented, seeded facts: two years of a team that moved from a long-lived branch to frequent deployments. */
export const zone = 'Europe/London';
const weekMs = 7 * 86_400_000;
const begin = Date.UTC(2011, 9, 3);
const weekCount = 105;
const end = begin + weekCount * weekMs;
export const moments = {
  snapshot: Date.UTC(2012, 4, 14),
  mainline: Date.UTC(2012, 8, 24),
  images: Date.UTC(2013, 1, 11),
  frequent: Date.UTC(2012, 10, 26),
};

/** mulberry32: small, and the same on every machine. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const weeks: Week[] = Array.from({ length: weekCount }, (_, index) => ({
  id: weekId(begin + index * weekMs),
  start: begin + index * weekMs,
  end: begin + (index + 1) * weekMs,
  partial: index === 0 || index === weekCount - 1,
}));

interface Plan {
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

const whole: Span = { from: begin, to: end };
const busy = (share: number) => 14 + share * 22;
const deploys = (share: number) => 0.22 + 4.2 * Math.max(0, share - 0.3) ** 1.25;
const flaky = (share: number, at: Instant) => (at < moments.images ? 0.34 - share * 0.1 : 0.17);

const plans: Plan[] = [
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

const links: [string, string][] = [
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

export function buildSampleFacts(seed = 7, longNames = false): RetroFacts {
  const random = seededRandom(seed);
  const nodes = plans.map((plan) => buildNode(plan, random, longNames));
  const evolution: Evolution = { nodes, edges: links.map((link) => buildEdge(link, nodes)), width: 1560, height: 470 };
  const environments = nodes.filter(({ kind }) => kind === 'environment').map(environmentOf);
  return {
    zone,
    coverage: { from: begin, to: end, gaps: [] },
    sources: [{ source: 'gocd', from: begin, to: end, gaps: [] }],
    counts: { runs: 8_412, commits: 5_730, pipelines: 8, deployments: 512 },
    weeks,
    environments,
    group: 'production',
    metrics: null,
    branchBand: [
      { material: 'git:mingle', branch: 'saas-release', from: begin, to: moments.mainline, deployments: 22 },
      { material: 'git:mingle', branch: 'master', from: moments.mainline, to: end, deployments: 96 },
    ],
    evolution,
  };
}

function buildNode(plan: Plan, random: () => number, longNames: boolean): EvolutionNode {
  const span = plan.span ?? whole;
  const runs = weeks.map(({ start }, week) => {
    if (start < span.from - weekMs || start >= span.to) return 0;
    const expected = plan.perWeek(week / weekCount, start);
    return Math.max(0, Math.floor(expected + random() * Math.max(1, expected * 0.5) - expected * 0.2));
  });
  const failed = runs.map((count, week) => {
    const rate = plan.failRate?.(week / weekCount, (weeks[week] as Week).start) ?? 0;
    return Math.min(count, Math.round(count * rate * (0.5 + random())));
  });
  return {
    id: plan.id,
    kind: plan.kind,
    name: longNames ? `${plan.name}-with-a-name-nobody-would-choose-again-2011` : plan.name,
    label: plan.label ?? null,
    role: plan.role ?? null,
    level: plan.level,
    x: 100 + plan.level * 270,
    y: 50 + plan.row * 103,
    width: 200,
    height: 72,
    firstSeen: span.from,
    lastSeen: span.to,
    present: [span],
    runs,
    failed,
    stages: (plan.stages ?? []).map(([name, present], index) => ({
      name,
      present: [present ?? span],
      outcome: runs.map((count, week): Outcome | null =>
        outcomeOf(count, failed[week] ?? 0, index, plan.stages?.length ?? 1, random),
      ),
    })),
    branch: weeks.map(({ start }) =>
      plan.id === 'm-app'
        ? start < moments.mainline
          ? 'saas-release'
          : 'master'
        : plan.kind === 'material'
          ? 'master'
          : null,
    ),
  };
}

function outcomeOf(runs: number, failed: number, stage: number, stages: number, random: () => number): Outcome | null {
  if (runs === 0) return null;
  if (random() < 0.03) return 'cancelled';
  return stage === Math.floor(random() * stages) && random() < (failed / runs) * 2 ? 'failed' : 'passed';
}

function buildEdge([from, to]: [string, string], nodes: EvolutionNode[]): EvolutionEdge {
  const [source, target] = [from, to].map((id) => nodes.find((node) => node.id === id)) as [
    EvolutionNode,
    EvolutionNode,
  ];
  const span = { from: Math.max(source.firstSeen, target.firstSeen), to: Math.min(source.lastSeen, target.lastSeen) };
  const fewer = source.kind === 'material' ? target : target.kind === 'environment' ? source : target;
  return {
    from,
    to,
    kind: source.kind === 'material' ? 'material' : target.kind === 'environment' ? 'deploys' : 'upstream',
    present: [span],
    runs: fewer.runs,
    failed: fewer.failed,
    points: [
      { x: source.x + source.width / 2, y: source.y },
      { x: target.x - target.width / 2, y: target.y },
    ],
  };
}

function environmentOf(node: EvolutionNode): EnvironmentFacts {
  return {
    name: node.name,
    label: node.label ?? node.name,
    role: node.role ?? 'other',
    group: node.role ?? 'other',
    deployments: node.runs,
    failedAttempts: node.failed,
    firstAt: node.firstSeen,
    lastAt: node.lastSeen,
  };
}

function weekId(start: Instant): string {
  const thursday = new Date(start + 3 * 86_400_000);
  const week = Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / weekMs) + 1;
  return `${String(thursday.getUTCFullYear())}-W${String(week).padStart(2, '0')}`;
}
