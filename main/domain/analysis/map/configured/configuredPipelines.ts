import type { Definition, Instant, Span } from '../../../history/records';
import { insertStages } from '../stageOrder';
import { uniteStretches } from '../stretches';

/** What one pipeline was configured to be through time: its parts, each with the stretches in which it was declared. */
export interface ConfiguredPipeline {
  source: string;
  name: string;
  /** When its configuration was there; an open end is `Infinity`. */
  present: Span[];
  /** When each version of it came, ascending. */
  versionsAt: Instant[];
  /** When its configuration was taken away. */
  removedAt: Instant[];
  stages: Map<string, Span[]>;
  /** Names of all stages ever, in the order of the flow. */
  stageOrder: string[];
  materials: Map<string, Span[]>;
  /** By the name of the pipeline that comes before. */
  upstream: Map<string, Span[]>;
  /** Environments its versions name. */
  environments: Map<string, Span[]>;
}

/**
 * The pipelines that definitions declare, each version valid until the next. Pipelines of one source that share a name but
 * no material are different ones: every repository may have its "CI".
 */
export function configuredPipelines(definitions: readonly Definition[]): ConfiguredPipeline[] {
  const byName = new Map<string, Definition[]>();
  for (const definition of [...definitions].sort((a, b) => a.validFrom - b.validFrom)) {
    const key = JSON.stringify([definition.source, definition.pipeline]);
    const versions = byName.get(key);
    if (versions) versions.push(definition);
    else byName.set(key, [definition]);
  }
  return [...byName.values()].flatMap(byMaterial).map(configured);
}

/** Versions that hang together by their materials. One that names none belongs to all; an end that meets none ends all. */
function byMaterial(versions: readonly Definition[]): Definition[][] {
  const groups: { names: Set<string>; versions: Definition[] }[] = [];
  for (const { materials, present } of versions) {
    const names = new Set(present ? namesOf(materials, 'material') : []);
    const met = groups.filter((group) => [...names].some((name) => group.names.has(name)));
    for (const group of met) for (const name of group.names) names.add(name);
    if (names.size === 0) continue;
    groups.splice(0, groups.length, ...groups.filter((group) => !met.includes(group)), { names, versions: [] });
  }
  if (groups.length < 2) return [[...versions]];
  for (const version of versions) {
    const names = namesOf(version.materials, 'material');
    const own = groups.filter((group) => names.some((name) => group.names.has(name)));
    for (const group of own.length > 0 ? own : groups) group.versions.push(version);
  }
  return groups.map((group) => group.versions);
}

function configured(versions: readonly Definition[]): ConfiguredPipeline {
  const { source = '', pipeline: name = '' } = versions[0] ?? {};
  const pipeline: ConfiguredPipeline = {
    ...{ source, name, present: [], versionsAt: [], removedAt: [] },
    ...{ stages: new Map(), stageOrder: [], materials: new Map(), upstream: new Map(), environments: new Map() },
  };
  versions.forEach((version, index) => {
    const stretch = { from: version.validFrom, to: versions[index + 1]?.validFrom ?? Infinity };
    if (!version.present) pipeline.removedAt.push(version.validFrom);
    else pipeline.versionsAt.push(version.validFrom);
    // Of several versions of one moment the last one counts.
    if (!version.present || stretch.from >= stretch.to) return;
    pipeline.present.push(stretch);
    insertStages(pipeline.stageOrder, version.stages);
    const staged = version.stages.flatMap(({ environment }) => environment ?? []);
    declare(pipeline.stages, namesIn(version.stages), stretch);
    declare(pipeline.materials, namesOf(version.materials, 'material'), stretch);
    declare(pipeline.upstream, namesOf(version.materials, 'pipeline'), stretch);
    declare(pipeline.environments, [...version.environments, ...staged], stretch);
  });
  pipeline.present = uniteStretches(pipeline.present);
  return pipeline;
}

function declare(into: Map<string, Span[]>, names: readonly string[], stretch: Span): void {
  for (const name of new Set(names)) into.set(name, uniteStretches([...(into.get(name) ?? []), stretch]));
}

function namesIn(things: readonly { name: string }[]): string[] {
  return things.map(({ name }) => name);
}

function namesOf(materials: Definition['materials'], kind: 'material' | 'pipeline'): string[] {
  return namesIn(materials.filter((material) => material.kind === kind));
}
