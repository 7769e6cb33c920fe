import type { History, Instant, Span } from '../../history/records';
import type { EnvironmentMap } from '../../retro/environmentMap';
import { collectAttempts } from '../environments/attempts';
import { knownEnvironments, roleByName } from '../environments/knownEnvironments';
import { configuredPipelines } from './configured/configuredPipelines';
import { joinConfigured } from './configured/joinConfigured';
import { pipelineIds } from './pipelineIds';
import { presenceOf } from './presence';
import type { PresenceRule } from './presence';
import { noSightings, sortSightings } from './sightings';
import type { Sightings } from './sightings';
import { draftStream } from './streamDraft';
import type { MaterialDraft, PipelineDraft, StageDraft, StreamDraft } from './streamDraft';
import { endWith, intersectStretches, uniteStretches, withoutStretches } from './stretches';
import type { StreamEdge, StreamNode, StreamStage, ValueStream } from './valueStream';

/**
 * The value stream of everything that ever existed: materials → pipelines (revisions), pipelines → pipelines
 * (upstream), pipelines → environments (deployments), each with the stretches in which it was part of the process.
 * One pass over the runs; then what pipelines were configured to be, where no runs show it. A pipeline that is only
 * referred to is there as missing.
 */
export function buildValueStream(history: History, map: EnvironmentMap): ValueStream {
  const known = knownEnvironments(history.runs, map);
  const names = known.map(({ name }) => name);
  const draft = draftStream(history, names, collectAttempts(history.runs, known));
  const end = endOf(history, draft);
  joinConfigured(draft, configuredPipelines(history.definitions), known, end);
  // Materials and environments belong to no one source, so a gap of any source may hide a use of them.
  const shared = ruleFor(
    end,
    history.coverage.flatMap((coverage) => coverage.gaps),
  );
  const ids = pipelineIds(draft.pipelines);
  const pipelines = draft.pipelines.map((pipeline) => pipelineNode(pipeline, ids.get(pipeline) ?? '', history, end));
  placeMissing(draft, pipelines);
  const declared = (kind: 'materials' | 'environments', name: string): Span[] =>
    draft.pipelines.flatMap(({ configured }, index) => {
      const alone = withoutStretches(pipelines[index]?.present ?? [], pipelines[index]?.used ?? []);
      return intersectStretches(configured?.[kind].get(name) ?? [], alone);
    });
  const materials = [...draft.materials].map(([name, material]) =>
    materialNode(name, material, shared, declared('materials', name)),
  );
  const environments = [...draft.environments].map(([name, { sightings }]) => {
    const { label, role } = known.find((one) => one.name === name) ?? { label: name, role: roleByName(name, map) };
    const stretches = stretchesOf(sightings, shared, declared('environments', name));
    const node = emptyNode(`environment:${name}`, 'environment', name, sightings);
    return { ...node, label: label === name ? null : label, role, ...stretches };
  });
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

/** When runs show a thing, and when runs or configuration do. */
function stretchesOf(
  sightings: Sightings,
  rule: PresenceRule,
  configured: readonly Span[],
): Pick<StreamNode, 'present' | 'used'> {
  const used = presenceOf(sightings, rule);
  return { used, present: uniteStretches([...used, ...configured]) };
}

function pipelineNode(pipeline: PipelineDraft, id: string, history: History, end: Instant): StreamNode {
  const { source, name, sightings, isMissing, configured } = pipeline;
  const rule = { ...ruleFor(end, gapsOf(history, source)), removedAt: configured?.removedAt ?? [] };
  const { used, present } = stretchesOf(sightings, rule, configured?.present ?? []);
  const alone = withoutStretches(present, used);
  const ofRuns = pipeline.stageOrder.flatMap((stage) => {
    const stageDraft = pipeline.stages.get(stage);
    return stageDraft ? [streamStage(stage, stageDraft, pipeline, used, end)] : [];
  });
  return {
    ...emptyNode(id, 'pipeline', name, sightings),
    ...{ source, isMissing, present, used },
    versionsAt: configured?.versionsAt ?? [],
    stages: withConfigured(ofRuns, pipeline, alone),
  };
}

/** The stages runs show, and beside them those of the configuration while it alone is known. */
function withConfigured(stages: readonly StreamStage[], { configured }: PipelineDraft, alone: Span[]): StreamStage[] {
  if (!configured || alone.length === 0) return [...stages];
  const known = new Map(stages.map((stage) => [stage.name, stage]));
  const order = [...stages.map(({ name }) => name), ...configured.stageOrder.filter((name) => !known.has(name))];
  return order.flatMap((name) => {
    const stage = known.get(name) ?? { name, present: [], endedAt: [], outcome: [] };
    const declared = intersectStretches(configured.stages.get(name) ?? [], alone);
    const present = uniteStretches([...stage.present, ...declared]);
    return present.length > 0 || known.has(name) ? [{ ...stage, present }] : [];
  });
}

/** What only the configuration of others names is there as long as they name it. */
function placeMissing({ pipelines }: StreamDraft, nodes: readonly StreamNode[]): void {
  const place = new Map(pipelines.map((pipeline, index) => [pipeline, index]));
  pipelines.forEach(({ configured, configuredAfter }, index) => {
    for (const [parent, name] of configuredAfter) {
      const node = nodes[place.get(parent) ?? -1];
      if (!node?.isMissing) continue;
      const named = intersectStretches(configured?.upstream.get(name) ?? [], nodes[index]?.present ?? []);
      node.present = uniteStretches([...node.present, ...named]);
    }
  });
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

function materialNode(name: string, material: MaterialDraft, rule: PresenceRule, configured: Span[]): StreamNode {
  const uses = material.branches.at.length > 0 ? material.branches : material.pullRequests;
  return {
    ...emptyNode(`material:${name}`, 'material', name, material.sightings),
    ...stretchesOf(material.sightings, rule, configured),
    branchAt: uses.at,
    branchName: uses.name,
  };
}

function emptyNode(id: string, kind: StreamNode['kind'], name: string, sightings: Sightings): StreamNode {
  return {
    ...{ id, kind, source: null, name, label: null, role: null, isMissing: false, sightings },
    ...{ present: [], used: [], versionsAt: [], stages: [], branchAt: [], branchName: [] },
  };
}

function edgesOf(draft: StreamDraft, nodes: readonly StreamNode[], history: History, end: Instant): StreamEdge[] {
  const place = new Map(nodes.map((node, index) => [node.id, index]));
  const firstPipeline = draft.materials.size;
  const pipelinePlace = new Map(draft.pipelines.map((pipeline, index) => [pipeline, firstPipeline + index]));
  const edges: StreamEdge[] = [];
  const add = (
    kind: StreamEdge['kind'],
    [from, to]: [from: number | undefined, to: number | undefined],
    sightings: Sightings | undefined,
    rule: PresenceRule,
    configured: readonly Span[],
  ) => {
    const source = nodes[from ?? -1];
    const target = nodes[to ?? -1];
    if (from === undefined || to === undefined || !source || !target) return;
    const both = intersectStretches(source.present, target.present);
    // The pipeline whose runs show it: no run, no such sighting.
    const own = kind === 'deploys' ? source : target;
    const seen = sightings ? intersectStretches(presenceOf(sightings, rule), own.used) : [];
    const used = intersectStretches(seen, both);
    // Runs name their materials and where they deploy to; what they came after, not every server tells.
    const alone = kind === 'upstream' ? both : withoutStretches(both, own.used);
    const present = uniteStretches([...used, ...intersectStretches(configured, alone)]);
    if (sightings || present.length > 0)
      edges.push({ from, to, kind, sightings: sightings ?? noSightings(), present, used });
  };
  for (const pipeline of draft.pipelines) {
    const { configured, configuredAfter } = pipeline;
    const own = pipelinePlace.get(pipeline);
    const rule = ruleFor(end, gapsOf(history, pipeline.source));
    for (const name of keysOf(pipeline.materials, configured?.materials)) {
      const ends: [number | undefined, number | undefined] = [place.get(`material:${name}`), own];
      const asked = { ...rule, axis: pipeline.materialAxis };
      add('material', ends, pipeline.materials.get(name), asked, configured?.materials.get(name) ?? []);
    }
    for (const parent of keysOf(pipeline.upstream, configuredAfter)) {
      const declared = configured?.upstream.get(configuredAfter.get(parent) ?? '') ?? [];
      const asked = { ...rule, axis: pipeline.upstreamAxis };
      add('upstream', [pipelinePlace.get(parent), own], pipeline.upstream.get(parent), asked, declared);
    }
    for (const name of keysOf(pipeline.environments, configured?.environments)) {
      const declared = configured?.environments.get(name) ?? [];
      add('deploys', [own, place.get(`environment:${name}`)], pipeline.environments.get(name), rule, declared);
    }
  }
  return edges;
}

function keysOf<Key>(one: ReadonlyMap<Key, unknown>, other: ReadonlyMap<Key, unknown> = new Map()): Set<Key> {
  return new Set([...one.keys(), ...other.keys()]);
}

/** A material nobody uses, an environment nobody deploys to and a missing pipeline nobody names are gone with their last edge. */
function tieToEdges(nodes: readonly StreamNode[], edges: readonly StreamEdge[]): void {
  nodes.forEach((node, index) => {
    if (node.kind === 'pipeline' && !node.isMissing) return;
    const own = edges.filter((edge) => (node.kind === 'environment' ? edge.to : edge.from) === index);
    node.present = endWith(
      node.present,
      own.map((edge) => edge.present),
    );
    node.used = intersectStretches(node.used, node.present);
  });
}
