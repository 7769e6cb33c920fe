import type { History, Instant, Span } from '../../history/records';
import type { EnvironmentMap } from '../../retro/environmentMap';
import { collectAttempts } from '../environments/attempts';
import { knownEnvironments } from '../environments/knownEnvironments';
import type { KnownEnvironment } from '../environments/knownEnvironments';
import { presenceOf } from './presence';
import type { PresenceRule } from './presence';
import { sortSightings } from './sightings';
import type { Sightings } from './sightings';
import { draftStream } from './streamDraft';
import type { MaterialDraft, PipelineDraft, StageDraft, StreamDraft } from './streamDraft';
import { endWith, intersectStretches } from './stretches';
import type { StreamEdge, StreamNode, StreamStage, ValueStream } from './valueStream';

/**
 * The value stream of everything that ever existed: materials → pipelines (revisions), pipelines → pipelines
 * (upstream), pipelines → environments (deployments), each with the stretches in which it was part of the process.
 * One pass over the runs. An upstream run that history does not have is left out: its pipeline is not known.
 */
export function buildValueStream(history: History, map: EnvironmentMap): ValueStream {
  const known = knownEnvironments(history.runs, map);
  const names = known.map(({ name }) => name);
  const draft = draftStream(history, names, collectAttempts(history.runs, known));
  const end = endOf(history, draft);
  // Materials and environments belong to no one source, so a gap of any source may hide a use of them.
  const shared = ruleFor(
    end,
    history.coverage.flatMap((coverage) => coverage.gaps),
  );
  const pipelines = draft.pipelines.map((pipeline) => pipelineNode(pipeline, draft, history, end));
  const materials = [...draft.materials].map(([name, material]) => materialNode(name, material, shared));
  const environments = [...draft.environments].map(([name, { sightings }]) =>
    environmentNode(name, sightings, known, shared),
  );
  const nodes = [...materials, ...pipelines, ...environments];
  const edges = edgesOf(draft, nodes, history, end);
  tieToEdges(nodes, edges);
  for (const { sightings } of [...nodes, ...edges]) sortSightings(sightings);
  return { nodes, edges, end };
}

function endOf(history: History, draft: StreamDraft): Instant {
  const ends = history.coverage.map((coverage) => coverage.to ?? 0);
  const last = draft.pipelines.map(({ sightings }) => sightings.seenAt.at(-1) ?? 0);
  return [...ends, ...last].reduce((latest, at) => Math.max(latest, at), 0);
}

function ruleFor(end: Instant, gaps: readonly Span[] = []): PresenceRule {
  return { end, gaps, removedAt: [], axis: null, idleCounts: true };
}

function gapsOf(history: History, source: string): readonly Span[] {
  return history.coverage.find((coverage) => coverage.source === source)?.gaps ?? [];
}

function pipelineNode(pipeline: PipelineDraft, draft: StreamDraft, history: History, end: Instant): StreamNode {
  const { source, name, sightings } = pipeline;
  const isShared = draft.pipelines.some((other) => other.name === name && other.source !== source);
  const removedAt = history.definitions
    .filter((definition) => definition.source === source && definition.pipeline === name && !definition.present)
    .map((definition) => definition.validFrom);
  const present = presenceOf(sightings, { ...ruleFor(end, gapsOf(history, source)), removedAt });
  return {
    ...emptyNode(isShared ? `pipeline:${source}:${name}` : `pipeline:${name}`, 'pipeline', name, sightings),
    source,
    present,
    stages: pipeline.stageOrder.flatMap((stage) => {
      const stageDraft = pipeline.stages.get(stage);
      return stageDraft ? [streamStage(stage, stageDraft, pipeline, present, end)] : [];
    }),
  };
}

function streamStage(name: string, stage: StageDraft, of: PipelineDraft, within: Span[], end: Instant): StreamStage {
  const stretches = presenceOf(stage.sightings, { ...ruleFor(end), axis: of.stageAxis, idleCounts: false });
  // Runs that failed before they reached it do not show that it was not there yet.
  const [first] = stretches;
  if (first && stage.sightings.axisBefore[0] === 0) first.from = Math.min(first.from, within[0]?.from ?? first.from);
  return {
    name,
    present: intersectStretches(stretches, within),
    ...inOrder(stage),
  };
}

/** Attempts overlap, so their ends may come out of order; mostly they do not. */
function inOrder({ endedAt, outcome }: StageDraft): Pick<StreamStage, 'endedAt' | 'outcome'> {
  if (endedAt.every((at, place) => place === 0 || (endedAt[place - 1] ?? 0) <= at)) return { endedAt, outcome };
  const order = endedAt.map((_, place) => place).sort((a, b) => (endedAt[a] ?? 0) - (endedAt[b] ?? 0));
  return {
    endedAt: order.map((place) => endedAt[place] ?? 0),
    outcome: order.map((place) => outcome[place] ?? 'unknown'),
  };
}

function materialNode(name: string, material: MaterialDraft, rule: PresenceRule): StreamNode {
  const uses = material.branches.at.length > 0 ? material.branches : material.pullRequests;
  return {
    ...emptyNode(`material:${name}`, 'material', name, material.sightings),
    present: presenceOf(material.sightings, rule),
    branchAt: uses.at,
    branchName: uses.name,
  };
}

function environmentNode(
  name: string,
  sightings: Sightings,
  all: readonly KnownEnvironment[],
  rule: PresenceRule,
): StreamNode {
  const known = all.find((environment) => environment.name === name);
  return {
    ...emptyNode(`environment:${name}`, 'environment', name, sightings),
    label: known && known.label !== name ? known.label : null,
    role: known?.role ?? null,
    present: presenceOf(sightings, rule),
  };
}

function emptyNode(id: string, kind: StreamNode['kind'], name: string, sightings: Sightings): StreamNode {
  return {
    ...{ id, kind, source: null, name, label: null, role: null, sightings },
    ...{ present: [], stages: [], branchAt: [], branchName: [] },
  };
}

function edgesOf(draft: StreamDraft, nodes: readonly StreamNode[], history: History, end: Instant): StreamEdge[] {
  const place = new Map(nodes.map((node, index) => [node.id, index]));
  const firstPipeline = draft.materials.size;
  const pipelinePlace = new Map(draft.pipelines.map((pipeline, index) => [pipeline, firstPipeline + index]));
  const edges: StreamEdge[] = [];
  const add = (
    kind: StreamEdge['kind'],
    from: number | undefined,
    to: number | undefined,
    sightings: Sightings,
    rule: PresenceRule,
  ) => {
    const source = nodes[from ?? -1];
    const target = nodes[to ?? -1];
    if (from === undefined || to === undefined || !source || !target) return;
    const both = intersectStretches(source.present, target.present);
    edges.push({ from, to, kind, sightings, present: intersectStretches(presenceOf(sightings, rule), both) });
  };
  for (const pipeline of draft.pipelines) {
    const own = pipelinePlace.get(pipeline);
    const rule = ruleFor(end, gapsOf(history, pipeline.source));
    for (const [name, sightings] of pipeline.materials) {
      add('material', place.get(`material:${name}`), own, sightings, { ...rule, axis: pipeline.materialAxis });
    }
    for (const [parent, sightings] of pipeline.upstream) {
      add('upstream', pipelinePlace.get(parent), own, sightings, { ...rule, axis: pipeline.upstreamAxis });
    }
    for (const [name, sightings] of pipeline.environments) {
      add('deploys', own, place.get(`environment:${name}`), sightings, rule);
    }
  }
  return edges;
}

/** A material nobody uses and an environment nobody deploys to are gone with their last edge. */
function tieToEdges(nodes: readonly StreamNode[], edges: readonly StreamEdge[]): void {
  nodes.forEach((node, index) => {
    if (node.kind === 'pipeline') return;
    const own = edges.filter((edge) => (node.kind === 'material' ? edge.from : edge.to) === index);
    node.present = endWith(
      node.present,
      own.map((edge) => edge.present),
    );
  });
}
