import type { Evolution, EvolutionEdge, EvolutionNode, Week } from '../../main/domain/analysis/facts';
import type { Instant } from '../../main/domain/history/records';
import { changesOf } from '../../main/domain/film/changes';
import type { Role } from '../../main/domain/retro/environmentMap';
import { easeOf, paceOf, type Ease } from './presence';
import { buildCurve, type Curve } from './curves';
import { departuresOf, flightMsOf, type Departure } from './tokens';

/** What of an evolution never changes from frame to frame, made once. */
export interface Scene {
  nodes: Map<string, EvolutionNode>;
  edges: SceneEdge[];
  changes: Instant[];
  ease: Ease;
  hasGates: boolean;
  /** Whether there ever is something the legend has to explain. */
  hasMissing: boolean;
  hasConfigured: boolean;
  hasWaysBack: boolean;
  hasRuns: boolean;
  /** Roles of what was deployed to, in the order of the flow. */
  roles: { role: Role; name: string; label: string | null }[];
  /** The busiest week of any edge: what the thickest line stands for. */
  maxRuns: number;
}

export interface SceneEdge {
  edge: EvolutionEdge;
  curve: Curve;
  departures: Departure[];
  flightMs: number;
  /** Hue of the environment it deploys to. */
  role: Role | null;
}

const scenes = new WeakMap<Evolution, { weeks: readonly Week[]; scene: Scene }>();

/** Kept beside the evolution it was made from: the same objects give the same scene, so drawing stays pure. */
export function sceneOf(evolution: Evolution, weeks: readonly Week[]): Scene {
  const known = scenes.get(evolution);
  if (known?.weeks === weeks) return known.scene;
  const scene = buildScene(evolution, weeks);
  scenes.set(evolution, { weeks, scene });
  return scene;
}

function routeOf(edge: EvolutionEdge, pace: number): Pick<SceneEdge, 'curve' | 'flightMs'> {
  const curve = buildCurve(edge.points);
  return { curve, flightMs: flightMsOf(curve.length) * pace };
}

function buildScene(evolution: Evolution, weeks: readonly Week[]): Scene {
  const ease = easeOf(evolution);
  const nodes = new Map(evolution.nodes.map((node) => [node.id, node]));
  return {
    nodes,
    edges: evolution.edges.map((edge, index) => ({
      edge,
      ...routeOf(edge, paceOf(ease)),
      // The golden ratio keeps neighbouring edges from marching in step.
      departures: departuresOf(edge, weeks, ((index + 1) * 0.618034) % 1),
      role: edge.kind === 'deploys' ? (nodes.get(edge.to)?.role ?? null) : null,
    })),
    changes: changesOf(evolution),
    ease,
    roles: evolution.nodes
      .filter((node) => node.kind === 'environment' && node.runs.some((count) => count > 0))
      .sort((a, b) => a.level - b.level || a.y - b.y)
      .map(({ role, name, label }) => ({ role: role ?? 'other', name, label })),
    hasGates: evolution.nodes.some(({ isGate }) => isGate),
    hasMissing: evolution.nodes.some(({ isMissing }) => isMissing),
    hasConfigured: evolution.nodes.some(({ kind, configured }) => kind !== 'material' && configured),
    hasWaysBack: evolution.edges.some(({ isBack }) => isBack),
    hasRuns: evolution.nodes.some(({ runs }) => runs.some((count) => count > 0)),
    maxRuns: Math.max(1, ...evolution.edges.flatMap(({ runs }) => runs)),
  };
}
