import { agreesWithPipeline } from '../../environments/compiledMatch';
import type { KnownEnvironment } from '../../environments/knownEnvironments';
import type { Instant } from '../../../history/records';
import { noSightings } from '../sightings';
import { addPipeline, getOrAdd, newMaterial, type PipelineDraft, type StreamDraft } from '../streamDraft';
import { isWithin, uniteStretches } from '../stretches';
import type { ConfiguredPipeline } from './configuredPipelines';

/**
 * Takes what pipelines were configured to be into the draft made from runs. A configuration belongs to the pipeline of the
 * same name in the same source, or in another that is fed by the same material; where there are no runs of it, it is a
 * pipeline of its own. What comes later than `end`, the end of history, is nothing anybody looks at.
 */
export function joinConfigured(
  draft: StreamDraft,
  all: readonly ConfiguredPipeline[],
  environments: readonly KnownEnvironment[],
  end: Instant,
): void {
  const withRuns = draft.pipelines.filter(({ isMissing }) => !isMissing);
  for (const configured of all) {
    const own = withRuns.filter((pipeline) => isOf(configured, pipeline));
    if (own.length === 0 && (configured.present[0]?.from ?? Infinity) > end) continue;
    declareDeployments(configured, environments);
    for (const pipeline of own) pipeline.configured = merged(pipeline.configured, configured);
    if (own.length === 0) takeIn(draft, configured);
    for (const name of configured.materials.keys()) getOrAdd(draft.materials, name, newMaterial);
    for (const name of configured.environments.keys()) {
      getOrAdd(draft.environments, name, () => ({ sightings: noSightings() }));
    }
  }
  for (const pipeline of [...draft.pipelines]) {
    for (const name of pipeline.configured?.upstream.keys() ?? []) {
      pipeline.configuredAfter.set(parentOf(name, pipeline, draft), name);
    }
  }
}

function isOf({ source, name, materials }: ConfiguredPipeline, pipeline: PipelineDraft): boolean {
  if (pipeline.name !== name) return false;
  return pipeline.source === source || [...pipeline.materials.keys()].some((material) => materials.has(material));
}

/** What others only referred to so far is not missing any more; two of one name in one source stay two. */
function takeIn(draft: StreamDraft, configured: ConfiguredPipeline): void {
  const { source, name } = configured;
  const referred = draft.pipelines.find((one) => one.isMissing && one.source === source && one.name === name);
  const pipeline = referred ?? addPipeline(draft, source, name, false);
  pipeline.isMissing = false;
  // That others refer to it is no run of it.
  pipeline.sightings = noSightings();
  pipeline.configured = configured;
}

/** The pipeline of that name nearest to the one which names it; a missing one where there is none. */
function parentOf(name: string, of: PipelineDraft, draft: StreamDraft): PipelineDraft {
  const named = draft.pipelines.filter((one) => one.name === name);
  const materials = [...(of.configured?.materials.keys() ?? []), ...of.materials.keys()];
  const near = named.find((one) =>
    materials.some((material) => one.materials.has(material) || one.configured?.materials.has(material)),
  );
  return (
    near ?? named.find(({ source }) => source === of.source) ?? named[0] ?? addPipeline(draft, of.source, name, true)
  );
}

/** Which environments the environment map would say it deploys to, by the names of its stages and jobs. */
function declareDeployments(configured: ConfiguredPipeline, environments: readonly KnownEnvironment[]): void {
  const { source, name: pipeline, stages, present } = configured;
  for (const { name, match } of environments) {
    const stretches = match
      .filter((one) => agreesWithPipeline(one, { source, pipeline }) && !one.job && !one.environment && !one.branch)
      .flatMap(({ stage }) => (stage ? [...stages].flatMap(([of, own]) => (stage(of) ? own : [])) : present));
    if (stretches.length === 0) continue;
    configured.environments.set(name, uniteStretches([...(configured.environments.get(name) ?? []), ...stretches]));
  }
}

function merged(one: ConfiguredPipeline | null, other: ConfiguredPipeline): ConfiguredPipeline {
  if (!one) return other;
  const both = <Stretches extends ConfiguredPipeline['stages']>(a: Stretches, b: Stretches) => {
    const names = new Set([...a.keys(), ...b.keys()]);
    return new Map([...names].map((name) => [name, uniteStretches([...(a.get(name) ?? []), ...(b.get(name) ?? [])])]));
  };
  return {
    ...one,
    present: uniteStretches([...one.present, ...other.present]),
    versionsAt: [...one.versionsAt, ...other.versionsAt].sort((a, b) => a - b),
    // Taken away in one place, it is still there where the other declares it.
    removedAt: [...one.removedAt, ...other.removedAt].filter((at) => !isWithin([...one.present, ...other.present], at)),
    stages: both(one.stages, other.stages),
    stageOrder: [...new Set([...one.stageOrder, ...other.stageOrder])],
    materials: both(one.materials, other.materials),
    upstream: both(one.upstream, other.upstream),
    environments: both(one.environments, other.environments),
  };
}
