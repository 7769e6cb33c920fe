import type { PipelineDraft } from './streamDraft';

/**
 * `pipeline:build`; `pipeline:SOURCE:build` where two sources share the name, and with the material where one source has two.
 * Pipelines with runs go first: what is only configured or only referred to never changes what they are called.
 */
export function pipelineIds(pipelines: readonly PipelineDraft[]): Map<PipelineDraft, string> {
  const ids = new Map<PipelineDraft, string>();
  const taken = new Set<string>();
  const hasRuns = ({ sightings, isMissing }: PipelineDraft): boolean => sightings.seenAt.length > 0 && !isMissing;
  for (const withRuns of [true, false]) {
    const own = pipelines.filter((pipeline) => hasRuns(pipeline) === withRuns);
    const shared = countBy(own, ({ name }) => name);
    for (const pipeline of own) {
      const { source, name, configured } = pipeline;
      const material = [...(configured?.materials.keys() ?? [])][0] ?? '';
      const all = [`pipeline:${source}:${name}`, `pipeline:${source}:${material}:${name}`];
      if (shared.get(name) === 1) all.unshift(`pipeline:${name}`);
      const id = all.find((one) => !taken.has(one)) ?? `pipeline:${source}:${String(ids.size)}:${name}`;
      taken.add(id);
      ids.set(pipeline, id);
    }
  }
  return ids;
}

function countBy<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(keyOf(thing), (counts.get(keyOf(thing)) ?? 0) + 1);
  return counts;
}
