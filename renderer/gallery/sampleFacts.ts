import type {
  EnvironmentFacts,
  Evolution,
  EvolutionEdge,
  EvolutionNode,
  RetroFacts,
  Week,
} from '../../main/domain/analysis/facts';
import type { Instant, Outcome } from '../../main/domain/history/records';
import { begin, end, links, moments, plans, weekCount, weekMs, whole, zone, type Plan } from './samplePlans';

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
    toggles: null,
    groups: [],
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
