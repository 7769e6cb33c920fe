import type { EnvironmentMap } from '../../../retro/environmentMap';
import { agreesWithPipeline, compileMatch } from '../../environments/compiledMatch';
import type { MapGroup } from '../../facts';
import type { StreamNode, ValueStream } from '../valueStream';
import { leastMembers, nameGroups } from './nameGroups';

/** Up to so many boxes are read one by one; a larger map is drawn by groups. */
export const mostBoxes = 60;
/** Of boxes that no group took, and of environments, so many may stand by themselves. */
const mostSingles = 16;
const mostGroups = 36;

/**
 * How a large map falls into groups: pipelines by track, then by what their names begin with, then by the environment
 * they deploy to; materials go with the one group that uses them. Empty for a map that can be read box by box. The same
 * map gives the same groups; ids stay while names do.
 */
export function groupsOf(stream: ValueStream, { tracks }: EnvironmentMap): MapGroup[] {
  if (stream.nodes.length <= mostBoxes) return [];
  const draft = new GroupDraft(stream);
  for (const track of tracks) {
    const matches = track.match
      .filter(({ pipeline, source }) => pipeline !== undefined || source !== undefined)
      .map(compileMatch);
    const own = draft.free('pipeline').filter(({ source, name }) => {
      return matches.some((match) => agreesWithPipeline(match, { source: source ?? '', pipeline: name }));
    });
    draft.add(`group:track:${track.name}`, track.name, 'track', own);
  }
  const pipelines = draft.free('pipeline');
  for (const { prefix, members } of largest(nameGroups(pipelines.map(({ name }) => name)), mostGroups)) {
    const own = members.flatMap((member) => pipelines[member] ?? []);
    draft.add(`group:name:${prefix}`, prefix, 'name', own);
  }
  draft.groupByEnvironment();
  const rest = draft.free('pipeline');
  if (rest.length > mostSingles) draft.add('group:rest:pipelines', 'other pipelines', 'rest', rest);
  draft.takeMaterials();
  const materials = draft.free('material');
  if (materials.length > mostSingles) draft.add('group:rest:materials', 'shared sources', 'rest', materials);
  if (draft.free('environment').length > mostSingles) draft.groupByRole();
  return draft.groups;
}

function largest<T extends { members: readonly unknown[] }>(groups: readonly T[], most: number): T[] {
  const kept = new Set([...groups].sort((a, b) => b.members.length - a.members.length).slice(0, most));
  return groups.filter((group) => kept.has(group));
}

class GroupDraft {
  readonly groups: MapGroup[] = [];
  private readonly groupOf = new Map<string, MapGroup>();

  constructor(private readonly stream: ValueStream) {}

  free(kind: StreamNode['kind']): StreamNode[] {
    return this.stream.nodes.filter((node) => node.kind === kind && !this.groupOf.has(node.id));
  }

  add(id: string, name: string, by: MapGroup['by'], members: readonly StreamNode[]): void {
    const [first] = members;
    if (!first || members.length < leastMembers) return;
    const group: MapGroup = { id, name, by, kind: first.kind, members: members.map((member) => member.id) };
    this.groups.push(group);
    for (const member of members) this.groupOf.set(member.id, group);
  }

  /** Pipelines no name brings together: by the first environment they deploy to. */
  groupByEnvironment(): void {
    if (this.free('pipeline').length <= mostSingles) return;
    const { nodes, edges } = this.stream;
    const byTarget = new Map<string, StreamNode[]>();
    for (const pipeline of this.free('pipeline')) {
      const target = edges.find(({ from, kind }) => kind === 'deploys' && nodes[from] === pipeline);
      const name = nodes[target?.to ?? -1]?.name;
      if (name !== undefined) byTarget.set(name, [...(byTarget.get(name) ?? []), pipeline]);
    }
    for (const [name, own] of byTarget) this.add(`group:environment:${name}`, `to ${name}`, 'environment', own);
  }

  groupByRole(): void {
    const byRole = new Map<string, StreamNode[]>();
    for (const node of this.free('environment')) {
      const role = node.role ?? 'other';
      byRole.set(role, [...(byRole.get(role) ?? []), node]);
    }
    for (const [role, own] of byRole) if (own.length > 1) this.add(`group:role:${role}`, role, 'environment', own);
  }

  /** A material that leads into one group only is part of it. */
  takeMaterials(): void {
    const { nodes, edges } = this.stream;
    const uses = new Map<number, Set<MapGroup | null>>();
    for (const { from, to } of edges) {
      if (nodes[from]?.kind !== 'material') continue;
      const into = this.groupOf.get(nodes[to]?.id ?? '') ?? null;
      uses.set(from, (uses.get(from) ?? new Set()).add(into));
    }
    for (const [index, into] of uses) {
      const [group, node] = [[...into][0], nodes[index]];
      if (into.size !== 1 || !group || !node) continue;
      group.members.push(node.id);
      this.groupOf.set(node.id, group);
    }
  }
}
