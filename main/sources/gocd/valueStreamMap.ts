import type { Revision } from '../../domain/history/records';
import { materialAt } from './materialName';
import { isObject, textOf, Unusable, type GocdStage } from './replies';

/** What a value stream map says of one run: no moment, but its stages, its upstream and its revisions. */
export interface MapInstance {
  pipeline: string;
  counter: number;
  stages: GocdStage[];
  upstream: string[];
  revisions: Revision[];
}

interface MapNode {
  id: string;
  name: string;
  type: string;
  parents: string[];
  instances: { counter: number; stages: GocdStage[] }[];
  revisions: Revision[];
}

/** The runs in the reply of a value stream map. Pipelines that have not run yet (counter 0) are none. Throws `Unusable`. */
export function parseValueStreamMap(json: Record<string, unknown>): MapInstance[] {
  if (!Array.isArray(json.levels)) throw new Unusable(null, '"levels" is not a list');
  const nodes = new Map<string, MapNode>();
  for (const level of json.levels as unknown[]) {
    if (!isObject(level) || !Array.isArray(level.nodes)) throw new Unusable(null, 'a level has no list "nodes"');
    for (const each of level.nodes as unknown[]) addNode(nodes, each);
  }
  return [...nodes.values()].flatMap((node) => instancesOf(node, nodes));
}

function instancesOf(node: MapNode, nodes: Map<string, MapNode>): MapInstance[] {
  const parents = realParents(node, nodes, new Set());
  return node.instances.map(({ counter, stages }) => ({
    pipeline: node.name,
    counter,
    stages,
    // Where a parent shows several runs the map does not say which of them this one was made from.
    upstream: parents.flatMap((parent) =>
      parent.instances.length === 1 ? [`${parent.name}/${parent.instances[0]?.counter}`] : [],
    ),
    revisions: parents.flatMap((parent) => parent.revisions.slice(0, 1)),
  }));
}

/** Dummy nodes only make long edges span one level. */
function realParents(node: MapNode, nodes: Map<string, MapNode>, seen: Set<string>): MapNode[] {
  const found = new Set<MapNode>();
  for (const id of node.parents) {
    const parent = nodes.get(id);
    if (!parent || seen.has(id)) continue;
    seen.add(id);
    if (parent.type === 'dummy') realParents(parent, nodes, seen).forEach((each) => found.add(each));
    else found.add(parent);
  }
  return [...found];
}

function addNode(nodes: Map<string, MapNode>, value: unknown): void {
  if (!isObject(value)) throw new Unusable(null, 'a node is not an object');
  const id = textOf(value.id);
  if (id === null) return;
  const name = textOf(value.name) ?? id;
  const type = (textOf(value.node_type) ?? '').toLowerCase();
  const instances = type === 'pipeline' ? itemsOf(value.instances).flatMap(instanceOf) : [];
  const revisions = itemsOf(value.material_revisions).flatMap((each) => revisionsOf(each, type, name));
  nodes.set(id, { id, name, type, parents: texts(value.parents), instances, revisions });
}

function instanceOf(item: Record<string, unknown>): MapNode['instances'] {
  const counter = Number(item.counter);
  if (!Number.isSafeInteger(counter) || counter < 1) return [];
  return [{ counter, stages: itemsOf(item.stages).flatMap(stageOf) }];
}

function stageOf(item: Record<string, unknown>): GocdStage[] {
  const name = textOf(item.name);
  const attempt = Number(/\/(\d+)\/?$/.exec(textOf(item.locator) ?? '')?.[1] ?? 0);
  if (name === null || attempt < 1) return [];
  const unknown = { approvalType: null, rerunOf: null, scheduledAt: null, lastTransitionAt: null, jobs: [] };
  return [{ name, counter: attempt, scheduled: true, result: textOf(item.status) ?? '', ...unknown }];
}

function revisionsOf(item: Record<string, unknown>, type: string, url: string): Revision[] {
  const { name: material } = materialAt(type, url, null);
  return itemsOf(item.modifications).flatMap((each) => {
    const revision = textOf(each.revision);
    // `modified_time` is words ("about 1 year ago"), no moment.
    const rest = { branch: null, committedAt: null, author: textOf(each.user), message: textOf(each.comment) };
    return revision === null ? [] : [{ material, revision, ...rest }];
  });
}

function itemsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isObject) : [];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? (value as unknown[]).filter((each) => typeof each === 'string') : [];
}
