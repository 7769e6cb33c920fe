import { recordedSource } from '../../history/recorded';
import { runTime } from '../../history/recordTime';
import type { History, Instant, Outcome, Run, Stage } from '../../history/records';
import type { ConfiguredPipeline } from './configured/configuredPipelines';
import { MissingRuns } from './missingRuns';
import { RunIndex } from './runIndex';
import { insertStages } from './stageOrder';
import { noSightings, see } from './sightings';
import type { Sightings } from './sightings';
import type { DeploymentAttempt } from '../environments/attempts';

/** What one pass over the runs gathers; presence and layout are decided afterwards. */
export interface StreamDraft {
  pipelines: PipelineDraft[];
  materials: Map<string, MaterialDraft>;
  environments: Map<string, EnvironmentDraft>;
}

export interface PipelineDraft {
  source: string;
  name: string;
  /** Sources whose runs show it: more than one where it goes on on another server. */
  sources: Set<string>;
  /** Others refer to it, but history has neither runs nor a configuration of it. */
  isMissing: boolean;
  /** What it was configured to be; null where that is not known. */
  configured: ConfiguredPipeline | null;
  /** Pipelines its configuration says come before it, by the name used there. */
  configuredAfter: Map<PipelineDraft, string>;
  sightings: Sightings;
  /** Times of the runs that listed materials, that listed known upstream runs, and that show which stages there are. */
  materialAxis: Instant[];
  upstreamAxis: Instant[];
  stageAxis: Instant[];
  materials: Map<string, Sightings>;
  upstream: Map<PipelineDraft, Sightings>;
  environments: Map<string, Sightings>;
  stages: Map<string, StageDraft>;
  stageOrder: string[];
}

export interface StageDraft {
  sightings: Sightings;
  /** Ends of attempts and what came of them, in the order of their runs. */
  endedAt: Instant[];
  outcome: Outcome[];
  lastRun: Run | null;
}

export interface MaterialDraft {
  sightings: Sightings;
  branches: { at: Instant[]; name: string[] };
  pullRequests: { at: Instant[]; name: string[] };
}

export interface EnvironmentDraft {
  sightings: Sightings;
}

interface Seen {
  run: Run;
  at: Instant;
  end: { at: Instant; outcome: Outcome };
}

/** `environments` are the names the attempts point to. */
export function draftStream(
  history: History,
  environments: readonly string[],
  attempts: readonly DeploymentAttempt[],
): StreamDraft {
  const draft: StreamDraft = { pipelines: [], materials: new Map(), environments: new Map() };
  const index = new RunIndex(history.runs);
  const missing = new MissingRuns(history.runs);
  const pipelines = new Map<string, Map<string, PipelineDraft>>();
  const pipelineOf = ({ source, pipeline }: Named, isMissing = false): PipelineDraft =>
    getOrAdd(
      getOrAdd(pipelines, source, () => new Map<string, PipelineDraft>()),
      pipeline,
      () => addPipeline(draft, source, pipeline, isMissing),
    );
  const attemptsOf = new Map<Run, DeploymentAttempt[]>();
  for (const attempt of attempts) getOrAdd(attemptsOf, attempt.run, () => []).push(attempt);
  for (const run of history.runs) {
    const at = runTime(run);
    if (at === null) continue;
    const seen: Seen = { run, at, end: { at: run.finishedAt ?? run.startedAt ?? at, outcome: run.outcome } };
    const pipeline = pipelineOf(run);
    const source = recordedSource(run);
    pipeline.sources.add(source);
    see(pipeline.sightings, at, seen.end);
    seeMaterials(seen, pipeline, draft.materials);
    seeUpstream(seen, pipeline, (reference) => {
      const parent = index.find(reference, source);
      if (parent) return pipelineOf(parent);
      const { isKnown, ...named } = missing.pipelineOf(reference, source);
      return pipelineOf(named, !isKnown);
    });
    const deployed = attemptsOf.get(run);
    if (deployed) seeEnvironments(seen, pipeline, draft.environments, endsAtEnvironments(deployed, environments));
    seeStages(seen, pipeline);
  }
  return draft;
}

interface Named {
  source: string;
  pipeline: string;
}

/** A pipeline nothing is known of yet, at the end of the draft. */
export function addPipeline(draft: StreamDraft, source: string, name: string, isMissing: boolean): PipelineDraft {
  const pipeline: PipelineDraft = {
    ...{
      source,
      name,
      sources: new Set<string>(),
      isMissing,
      configured: null,
      configuredAfter: new Map(),
      sightings: noSightings(),
    },
    ...{ materialAxis: [], upstreamAxis: [], stageAxis: [] },
    ...{ materials: new Map(), upstream: new Map(), environments: new Map(), stages: new Map(), stageOrder: [] },
  };
  draft.pipelines.push(pipeline);
  return pipeline;
}

function seeMaterials(seen: Seen, pipeline: PipelineDraft, materials: Map<string, MaterialDraft>): void {
  const { revisions, trigger } = seen.run;
  if (revisions.length === 0) return;
  const axis = pipeline.materialAxis;
  const used = new Set<string>();
  for (const { material, branch } of revisions) {
    const node = getOrAdd(materials, material, newMaterial);
    if (branch !== null) {
      const uses = trigger === 'pull_request' ? node.pullRequests : node.branches;
      uses.at.push(seen.at);
      uses.name.push(branch);
    }
    if (used.has(material)) continue;
    used.add(material);
    see(node.sightings, seen.at, seen.end);
    const edge = getOrAdd(pipeline.materials, material, noSightings);
    see(edge, seen.at, seen.end);
    seeOnAxis(edge, axis.length);
  }
  axis.push(seen.at);
}

/** What it was made from. Where that run is missing, its pipeline was there then all the same. */
function seeUpstream(seen: Seen, pipeline: PipelineDraft, parentOf: (reference: string) => PipelineDraft): void {
  const parents = new Set(seen.run.upstream.map(parentOf));
  for (const parent of parents) {
    const edge = getOrAdd(pipeline.upstream, parent, noSightings);
    if (parent.isMissing) {
      parent.sightings.seenAt.push(seen.at);
      parent.sources.add(recordedSource(seen.run));
    }
    see(edge, seen.at, seen.end);
    seeOnAxis(edge, pipeline.upstreamAxis.length);
  }
  if (parents.size > 0) pipeline.upstreamAxis.push(seen.at);
}

/** An environment's outcome in a run is that of the last conclusive attempt; attempts that were skipped never reached it. */
function endsAtEnvironments(
  attempts: readonly DeploymentAttempt[],
  environments: readonly string[],
): Map<string, Seen['end']> {
  const ends = new Map<string, Seen['end']>();
  for (const { environment, outcome, at } of attempts) {
    const name = environments[environment];
    if (outcome === 'skipped' || name === undefined) continue;
    const before = ends.get(name);
    if (!before || (isConclusive(outcome) && (!isConclusive(before.outcome) || at >= before.at))) {
      ends.set(name, { at, outcome });
    }
  }
  return ends;
}

function seeEnvironments(
  seen: Seen,
  pipeline: PipelineDraft,
  environments: Map<string, EnvironmentDraft>,
  ends: ReadonlyMap<string, Seen['end']>,
): void {
  for (const [environment, end] of ends) {
    see(getOrAdd(environments, environment, () => ({ sightings: noSightings() })).sightings, seen.at, end);
    see(getOrAdd(pipeline.environments, environment, noSightings), seen.at, end);
  }
}

/** Only a run that passed shows that a stage is not there any more: after a failure later stages are often not listed. */
function seeStages({ run, at, end }: Seen, pipeline: PipelineDraft): void {
  const { stages, outcome } = run;
  if (stages.length === 0) return;
  const axis = pipeline.stageAxis;
  const isWhole = outcome === 'passed';
  for (const stage of stages) {
    const draft = getOrAdd(pipeline.stages, stage.name, newStage);
    if (hasEnded(stage)) {
      draft.endedAt.push(stage.finishedAt ?? end.at);
      draft.outcome.push(stage.outcome);
    }
    if (draft.lastRun === run) continue;
    draft.lastRun = run;
    draft.sightings.seenAt.push(at);
    seeOnAxis(draft.sightings, axis.length, isWhole ? 1 : 0);
  }
  insertStages(pipeline.stageOrder, stages);
  if (isWhole) axis.push(at);
}

function seeOnAxis(sightings: Sightings, axisLength: number, step = 1): void {
  sightings.axisBefore.push(axisLength);
  sightings.axisAfter.push(axisLength + step);
}

function hasEnded(stage: Stage): boolean {
  return isConclusive(stage.outcome) || stage.outcome === 'cancelled';
}

function isConclusive(outcome: Outcome): boolean {
  return outcome === 'passed' || outcome === 'failed';
}

function newStage(): StageDraft {
  return { sightings: noSightings(), endedAt: [], outcome: [], lastRun: null };
}

export function newMaterial(): MaterialDraft {
  return { sightings: noSightings(), branches: { at: [], name: [] }, pullRequests: { at: [], name: [] } };
}

export function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
