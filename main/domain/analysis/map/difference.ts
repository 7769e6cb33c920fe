import type { MapDifference, MapEdge, MapNode, MapReport } from '../mapReport';

/**
 * What differs from one map to another, by id. `what` of a changed node is any of `branch` (of a material), `stages`,
 * `materials` and `upstream` (what flows into it), `environments` (where it deploys to).
 */
export function differenceOf(before: MapReport, after: MapReport): MapDifference {
  const was = new Map(before.nodes.map((node) => [node.id, node]));
  const is = new Map(after.nodes.map((node) => [node.id, node]));
  const changed = after.nodes.flatMap((node) => {
    const old = was.get(node.id);
    const what = old ? changesOf(old, node, before.edges, after.edges) : [];
    return what.length > 0 ? [{ id: node.id, what }] : [];
  });
  return {
    from: before.at,
    to: after.at,
    added: after.nodes.filter((node) => !was.has(node.id)).map((node) => node.id),
    removed: before.nodes.filter((node) => !is.has(node.id)).map((node) => node.id),
    changed,
  };
}

function changesOf(old: MapNode, node: MapNode, before: readonly MapEdge[], after: readonly MapEdge[]): string[] {
  const { id } = node;
  const differs = (keep: (edge: MapEdge) => boolean) => endsOf(before.filter(keep)) !== endsOf(after.filter(keep));
  const facts: [what: string, differs: boolean][] = [
    ['branch', old.branches.join() !== node.branches.join()],
    ['stages', namesOf(old) !== namesOf(node)],
    ['materials', differs((edge) => edge.to === id && edge.kind === 'material')],
    ['upstream', differs((edge) => edge.to === id && edge.kind !== 'material')],
    ['environments', differs((edge) => edge.from === id && edge.kind === 'deploys')],
  ];
  return facts.flatMap(([what, isSo]) => (isSo ? [what] : []));
}

function namesOf(node: MapNode): string {
  return JSON.stringify(node.stages.map((stage) => stage.name));
}

function endsOf(edges: readonly MapEdge[]): string {
  return JSON.stringify(edges.map((edge) => [edge.from, edge.to]).sort());
}
