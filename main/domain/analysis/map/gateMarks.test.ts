import { expect, test } from 'vitest';
import type { Role } from '../../retro/environmentMap';
import type { Evolution, EvolutionEdge, EvolutionNode } from '../facts';
import { withGates } from './gateMarks';

function nodeOf(id: string, role: Role | null = null): EvolutionNode {
  return {
    ...{ id, name: id, label: null, role, kind: role ? 'environment' : 'pipeline' },
    ...{ level: 0, x: 0, y: 0, width: 1, height: 1, firstSeen: 0, lastSeen: 0 },
    ...{ present: [], runs: [], failed: [], stages: [], branch: [] },
  };
}

function edgeOf(from: string, to: string): EvolutionEdge {
  return { from, to, kind: 'upstream', present: [], runs: [], failed: [], points: [] };
}

function gatesOf(nodes: EvolutionNode[], edges: EvolutionEdge[]): string[] {
  const evolution: Evolution = { nodes, edges, width: 1, height: 1 };
  return withGates(evolution)
    .nodes.filter(({ isGate }) => isGate)
    .map(({ id }) => id);
}

test('a gate is what a pipeline upstream of production deploys to, and has a role before production', () => {
  const nodes = [
    ...['build', 'test', 'release', 'side'].map((id) => nodeOf(id)),
    ...[nodeOf('stage', 'staging'), nodeOf('lone', 'staging'), nodeOf('docs', 'other'), nodeOf('live', 'production')],
  ];
  const edges = [
    edgeOf('build', 'test'),
    edgeOf('test', 'stage'),
    edgeOf('test', 'docs'),
    edgeOf('test', 'release'),
    edgeOf('release', 'live'),
    edgeOf('build', 'side'),
    edgeOf('side', 'lone'),
  ];
  expect(gatesOf(nodes, edges)).toEqual(['stage']);
});

test('without production nothing is a gate, and a cycle ends', () => {
  const nodes = [nodeOf('a'), nodeOf('b'), nodeOf('stage', 'snapshot')];
  const edges = [edgeOf('a', 'b'), edgeOf('b', 'a'), edgeOf('b', 'stage')];
  expect(gatesOf(nodes, edges)).toEqual([]);
  const live = [...nodes, nodeOf('live', 'production')];
  expect(gatesOf(live, [...edges, edgeOf('a', 'live')])).toEqual(['stage']);
});
