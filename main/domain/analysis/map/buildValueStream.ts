import type { History, Span } from '../../history/records';
import type { EnvironmentMap } from '../../retro/environmentMap';
import { CoverageOfThings, uncovered } from '../window/sourceCoverage';
import { collectAttempts } from '../environments/attempts';
import { knownEnvironments, roleByName } from '../environments/knownEnvironments';
import { configuredPipelines } from './configured/configuredPipelines';
import { joinConfigured } from './configured/joinConfigured';
import { pipelineIds } from './pipelineIds';
import { presenceOf } from './presence';
import type { Presence, PresenceRule } from './presence';
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
  const { begin, end } = boundsOf(history, draft);
  joinConfigured(draft, configuredPipelines(history.definitions), known, end);
  const told = new CoverageOfThings(history);
  const ruleOf = ({ sources }: PipelineDraft) => ruleFor({ begin, end }, uncovered(told.by(sources)));
  // Materials and environments belong to no one source, so a gap of any source may hide a use of them.
  const gaps = history.coverage.flatMap((coverage) => coverage.gaps);
  const ruleOfShared = (kind: 'materials' | 'environments', name: string) => {
    const of = draft.pipelines.filter((pipeline) => pipeline[kind].has(name));
    const outside = uncovered(told.by(of.flatMap(({ sources }) => [...sources])));
    return ruleFor({ begin, end }, uniteStretches([...outside, ...gaps]));
  };
  const ids = pipelineIds(draft.pipelines);
  const pipelines = draft.pipelines.map((one) => pipelineNode(one, ids.get(one) ?? '', ruleOf(one)));
  placeMissing(draft, pipelines);
  const declared = (kind: 'materials' | 'environments', name: string): Span[] =>
    draft.pipelines.flatMap(({ configured }, index) => {
      const alone = withoutStretches(pipelines[index]?.present ?? [], pipelines[index]?.used ?? []);
      return intersectStretches(configured?.[kind].get(name) ?? [], alone);
    });
  const materials = [...draft.materials].map(([name, material]) =>
    materialNode(name, material, ruleOfShared('materials', name), declared('materials', name)),
  );
  const environments = [...draft.environments].map(([name, { sightings }]) => {
    const { label, role } = known.find((one) => one.name === name) ?? { label: name, role: roleByName(name, map) };
    const stretches = stretchesOf(sightings, ruleOfShared('environments', name), declared('environments', name));
    const node = emptyNode(`environment:${name}`, 'environment', name, sightings);
    return { ...node, label: label === name ? null : label, role, ...stretches };
  });
  const nodes = [...materials, ...pipelines, ...environments];
  const edges = edgesOf(draft, nodes, ruleOf);
  tieToEdges(nodes, edges);
  for (const { sightings } of [...nodes, ...edges]) sortSightings(sightings);
  return { nodes, edges, end };
}

function boundsOf(history: History, draft: StreamDraft): Pick<PresenceRule, 'begin' | 'end'> {
  const ends = history.coverage.map((coverage) => coverage.to ?? 0);
  const last = draft.pipelines.map(({ sightings }) => sightings.seenAt.at(-1) ?? 0);
  const begins = history.coverage.map((coverage) => coverage.from ?? Infinity);
  const first = draft.pipelines.map(({ sightings }) => sightings.seenAt[0] ?? Infinity);
  return {
    begin: [...begins, ...first].reduce((earliest, at) => Math.min(earliest, at), Infinity),
    end: [...ends, ...last].reduce((latest, at) => Math.max(latest, at), 0),
  };
}

function ruleFor(bounds: Pick<PresenceRule, 'begin' | 'end'>, notCovered: readonly Span[]): PresenceRule {
  return { ...bounds, uncovered: notCovered, removedAt: [], axis: null, idleCounts: true };
}

/** When runs show a thing, when runs or configuration do, and when it may have been there besides. */
function stretchesOf(
  sightings: Sightings,
  rule: PresenceRule,
  configured: readonly Span[],
): Pick<StreamNode, 'present' | 'possible' | 'used'> {
  const { present: used, possible } = presenceOf(sightings, rule);
  return {
    used,
    present: uniteStretches([...used, ...configured]),
    possible: withConfigured(possible, used, configured),
  };
}

/** Where configuration tells of it before its first run, it came with that. */
function withConfigured(possible: readonly Span[], [use]: readonly Span[], configured: readonly Span[]): Span[] {
  const [first] = configured;
  const since = first && use && first.from < use.from ? first.from : -Infinity;
  return uniteStretches([...possible.map(({ from, to }) => ({ from: Math.max(from, since), to })), ...configured]);
}

function pipelineNode(pipeline: PipelineDraft, id: string, rule: PresenceRule): StreamNode {
  const { source, name, sightings, isMissing, configured } = pipeline;
  const removedAt = configured?.removedAt ?? [];
  const stretches = stretchesOf(sightings, { ...rule, removedAt }, configured?.present ?? []);
  const { used, present } = stretches;
  const alone = withoutStretches(present, used);
  const ofRuns = pipeline.stageOrder.flatMap((stage) => {
    const stageDraft = pipeline.stages.get(stage);
    return stageDraft ? [streamStage(stage, stageDraft, pipeline, used, rule)] : [];
  });
  return {
    ...emptyNode(id, 'pipeline', name, sightings),
    ...{ source, isMissing, ...stretches },
    versionsAt: configured?.versionsAt ?? [],
    stages: withConfiguredStages(ofRuns, pipeline, alone),
  };
}

/** The stages runs show, and beside them those of the configuration while it alone is known. */
function withConfiguredStages(
  stages: readonly StreamStage[],
  { configured }: PipelineDraft,
  alone: Span[],
): StreamStage[] {
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
      node.possible = uniteStretches([...node.possible, ...named]);
    }
  });
}

function streamStage(
  name: string,
  stage: StageDraft,
  of: PipelineDraft,
  within: Span[],
  rule: PresenceRule,
): StreamStage {
  const { present: stretches } = presenceOf(stage.sightings, { ...rule, axis: of.stageAxis, idleCounts: false });
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
    ...{ present: [], possible: [], used: [], versionsAt: [], stages: [], branchAt: [], branchName: [] },
  };
}

function edgesOf(
  draft: StreamDraft,
  nodes: readonly StreamNode[],
  ruleOf: (pipeline: PipelineDraft) => PresenceRule,
): StreamEdge[] {
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
    const shown: Presence = sightings ? presenceOf(sightings, rule) : { present: [], possible: [] };
    const used = intersectStretches(intersectStretches(shown.present, own.used), both);
    // Runs name their materials and where they deploy to; what they came after, not every server tells.
    const alone = kind === 'upstream' ? both : withoutStretches(both, own.used);
    const declared = intersectStretches(configured, alone);
    const present = uniteStretches([...used, ...declared]);
    // There can be no way between two of which one is known not to be there.
    const ends = intersectStretches(source.possible, target.possible);
    const possible = uniteStretches([
      ...present,
      ...intersectStretches(withConfigured(shown.possible, used, declared), ends),
    ]);
    if (sightings || present.length > 0)
      edges.push({ from, to, kind, sightings: sightings ?? noSightings(), present, possible, used });
  };
  for (const pipeline of draft.pipelines) {
    const { configured, configuredAfter } = pipeline;
    const own = pipelinePlace.get(pipeline);
    const rule = ruleOf(pipeline);
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
    const endOf = (which: 'present' | 'possible') =>
      endWith(
        node[which],
        own.map((edge) => edge[which]),
      );
    [node.present, node.possible] = [endOf('present'), endOf('possible')];
    node.used = intersectStretches(node.used, node.present);
  });
}
