import type { KnownEnvironment } from './knownEnvironments';

/** The environments a deployment has to reach: all of them. */
export interface EnvironmentGroup {
  name: string;
  /** Indices into the known environments, in their order. */
  members: number[];
  /** Whether it is what users meet: incidents that name no environment are about this one. */
  isProduction: boolean;
}

/**
 * The group to speak of: `wanted` is the name of a group, else of one environment (then a group of one); without a
 * wish the group of the environments with role production. Null where there is none.
 */
export function chooseGroup(environments: readonly KnownEnvironment[], wanted: string | null): EnvironmentGroup | null {
  if (wanted === null) {
    const production = environments.find((one) => one.role === 'production');
    return production ? groupNamed(environments, production.group) : null;
  }
  const group = groupNamed(environments, wanted);
  if (group) return group;
  const index = environments.findIndex((one) => one.name === wanted);
  return index < 0 ? null : groupOf(environments, wanted, [index]);
}

function groupNamed(environments: readonly KnownEnvironment[], name: string): EnvironmentGroup | null {
  const members = environments.flatMap((one, index) => (one.group === name ? [index] : []));
  return members.length === 0 ? null : groupOf(environments, name, members);
}

function groupOf(environments: readonly KnownEnvironment[], name: string, members: number[]): EnvironmentGroup {
  return { name, members, isProduction: members.some((index) => environments[index]?.role === 'production') };
}
