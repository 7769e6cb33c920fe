import type { Run } from '../../history/records';
import type { Environment, EnvironmentMap, Role } from '../../retro/environmentMap';
import { compileMatch, type CompiledMatch } from './compiledMatch';

/** An environment with everything that is asked of each run made ready. */
export interface KnownEnvironment {
  name: string;
  label: string;
  role: Role;
  group: string;
  match: CompiledMatch[];
  /** False where only the records name it and nobody has put it in the environment map. */
  configured: boolean;
}

/**
 * The environments of the map, then those that only records name, by name. Of the latter the role is taken from a name
 * that leaves no doubt (`production`, `prod`), and only while the map has no production of its own; anything else would
 * be invented and is `other`.
 */
export function knownEnvironments(runs: readonly Run[], map: EnvironmentMap): KnownEnvironment[] {
  const configured = map.environments.map(fromMap);
  const names = new Set(configured.map((one) => one.name));
  const found = [...namesOnRecords(runs)].filter((name) => !names.has(name)).sort();
  return [
    ...configured,
    ...found.map((name): KnownEnvironment => {
      return { name, label: name, role: roleByName(name, map), group: name, match: [], configured: false };
    }),
  ];
}

/** The role of an environment that is not in the map. */
export function roleByName(name: string, map: EnvironmentMap): Role {
  const hasProduction = map.environments.some((one) => one.role === 'production');
  return !hasProduction && /^prod(uction)?$/i.test(name) ? 'production' : 'other';
}

function fromMap({ name, label, role, group, match }: Environment): KnownEnvironment {
  return { name, label, role, group, match: match.map(compileMatch), configured: true };
}

/** Environments that runs or stages carry themselves. */
export function namesOnRecords(runs: readonly Run[]): Set<string> {
  const names = new Set<string>();
  for (const run of runs) {
    if (run.environment !== null) names.add(run.environment);
    for (const stage of run.stages) if (stage.environment !== null) names.add(stage.environment);
  }
  return names;
}
