import type { Evolution, EvolutionEdge, EvolutionNode, Week } from '../../main/domain/analysis/facts';
import type { Outcome } from '../../main/domain/history/records';
import type { Environment } from '../../main/domain/retro/environmentMap';
import { seeded } from './seeded';

interface Place {
  id: string;
  kind: EvolutionNode['kind'];
  level: number;
  order: number;
  since: number;
  until: number;
  inputs: string[];
}

const end = 120;
const pipelines: Place[] = [
  { id: 'git:mingle', kind: 'material', level: 0, order: 1, since: 0, until: end, inputs: [] },
  { id: 'git:deploy-scripts', kind: 'material', level: 0, order: 3, since: 8, until: end, inputs: [] },
  { id: 'build', kind: 'pipeline', level: 1, order: 1, since: 0, until: end, inputs: ['git:mingle'] },
  { id: 'unit-tests', kind: 'pipeline', level: 1, order: 2, since: 26, until: end, inputs: ['git:mingle'] },
  { id: 'saas-branch-build', kind: 'pipeline', level: 1, order: 0, since: 0, until: 78, inputs: ['git:mingle'] },
  {
    id: 'acceptance',
    kind: 'pipeline',
    level: 2,
    order: 1,
    since: 0,
    until: end,
    inputs: ['build', 'saas-branch-build'],
  },
  {
    id: 'bake-ami',
    kind: 'pipeline',
    level: 2,
    order: 2,
    since: 84,
    until: end,
    inputs: ['build', 'unit-tests', 'git:deploy-scripts'],
  },
  { id: 'flaky-suite', kind: 'pipeline', level: 2, order: 0, since: 14, until: 90, inputs: ['build'] },
  {
    id: 'deploy-pasty',
    kind: 'pipeline',
    level: 3,
    order: 0,
    since: 0,
    until: end,
    inputs: ['acceptance', 'bake-ami'],
  },
  { id: 'deploy-baklava', kind: 'pipeline', level: 4, order: 1, since: 38, until: end, inputs: ['deploy-pasty'] },
  {
    id: 'deploy-dumpling',
    kind: 'pipeline',
    level: 5,
    order: 1,
    since: 0,
    until: end,
    inputs: ['deploy-baklava', 'deploy-pasty'],
  },
  { id: 'smoke', kind: 'pipeline', level: 5, order: 2, since: 70, until: end, inputs: ['deploy-baklava'] },
];

const columnWidth = 210;
const rowHeight = 104;

/** A value stream of a dozen pipelines, laid out by hand. */
export function sampleEvolution(
  weeks: readonly Week[],
  environments: readonly Environment[],
  longNames: boolean,
): Evolution {
  const random = seeded(11);
  const targets = environments.map((environment, order): Place => {
    const input = pipelines.find((one) => one.id === `deploy-${environment.name}`)?.id ?? 'smoke';
    const since = order === 1 ? 38 : order === 3 ? 70 : 0;
    return {
      id: `environment:${environment.name}`,
      kind: 'environment',
      level: 6,
      order,
      since,
      until: end,
      inputs: [input],
    };
  });
  const places = [...pipelines, ...targets];
  const nodes = places.map((place) => nodeOf(place, weeks, environments, longNames, random));
  const edges = places.flatMap((place) =>
    place.inputs.map((input) => edgeOf(nodes, input, place, weeks, random)).filter((edge) => edge !== null),
  );
  return { nodes, edges, width: 7 * columnWidth, height: 4 * rowHeight + 20 };
}

function nodeOf(
  place: Place,
  weeks: readonly Week[],
  environments: readonly Environment[],
  longNames: boolean,
  random: () => number,
): EvolutionNode {
  const present = presence(place, weeks);
  const lives = (index: number) => index >= place.since && index < place.until;
  const environment = environments.find((one) => `environment:${one.name}` === place.id);
  const failed = weeks.map((_, index) => (lives(index) && random() < 0.4 ? 1 + Math.floor(random() * 3) : 0));
  const plainName = place.id.replace(/^environment:/, '');
  return {
    id: place.id,
    kind: place.kind,
    name: longNames && place.kind === 'pipeline' ? `${plainName}-of-the-hosted-product-for-everybody` : plainName,
    label: environment?.label ?? null,
    role: environment?.role ?? null,
    level: place.level,
    x: place.level * columnWidth + columnWidth / 2,
    y: place.order * rowHeight + rowHeight / 2 + 10,
    width: 150,
    height: place.kind === 'pipeline' ? 64 : 44,
    firstSeen: present[0]?.from ?? 0,
    lastSeen: present[0]?.to ?? 0,
    present,
    runs: weeks.map((_, index) => (lives(index) ? 4 + Math.floor(random() * 14) : 0)),
    failed,
    stages: place.kind === 'pipeline' ? stagesOf(place, weeks, present, failed) : [],
    branch: weeks.map((_, index) => (place.kind === 'material' ? (index < 74 ? 'saas' : 'master') : null)),
  };
}

function stagesOf(
  place: Place,
  weeks: readonly Week[],
  present: EvolutionNode['present'],
  failed: number[],
): EvolutionNode['stages'] {
  const names = place.id.startsWith('deploy') ? ['deploy', 'verify'] : ['compile', 'test', 'package'];
  const outcome = (offset: number) =>
    weeks.map((_, index): Outcome | null =>
      index < place.since ? null : (failed[index + offset] ?? 0) > 2 ? 'failed' : 'passed',
    );
  return names.map((name, index) => ({ name, present, outcome: outcome(index) }));
}

function edgeOf(
  nodes: EvolutionNode[],
  input: string,
  place: Place,
  weeks: readonly Week[],
  random: () => number,
): EvolutionEdge | null {
  const from = nodes.find((node) => node.id === input);
  const to = nodes.find((node) => node.id === place.id);
  if (!from || !to) return null;
  const since = Math.max(pipelines.find((one) => one.id === input)?.since ?? 0, place.since);
  const until = Math.min(pipelines.find((one) => one.id === input)?.until ?? end, place.until);
  const [left, right] = [from.x + from.width / 2, to.x - to.width / 2];
  return {
    from: input,
    to: place.id,
    kind: from.kind === 'material' ? 'material' : to.kind === 'environment' ? 'deploys' : 'upstream',
    present: presence({ ...place, since, until }, weeks),
    runs: weeks.map((_, index) => (index >= since && index < until ? Math.floor(random() * 9) : 0)),
    failed: weeks.map((_, index) => (index >= since && index < until && random() < 0.2 ? 1 : 0)),
    points: [
      { x: left, y: from.y },
      { x: (left + right) / 2, y: from.y },
      { x: (left + right) / 2, y: to.y },
      { x: right, y: to.y },
    ],
  };
}

function presence(place: Place, weeks: readonly Week[]): { from: number; to: number }[] {
  const [first, last] = [weeks[place.since], weeks[place.until - 1]];
  return first && last ? [{ from: first.start, to: last.end }] : [];
}
