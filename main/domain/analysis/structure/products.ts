import { mainMaterial } from '../branchBand';
import type { Deployment } from '../deployments/deploymentChain';
import type { RevisionSet } from '../deployments/lineage';

/** The material each deployment is about: the main product where it has that, else the first of its own by name. */
export function productsOf(deployments: readonly Deployment[]): (string | null)[] {
  const main = mainMaterial(deployments);
  return deployments.map(({ revisions }) => productOf(revisions, main));
}

/** The material a run is about, by its revisions: `main` where it has that, else the first by name. */
export function productOf(revisions: RevisionSet, main: string | null): string | null {
  if (main !== null && revisions.has(main)) return main;
  return [...revisions.keys()].sort()[0] ?? null;
}

/** So many deployments of each must lie within the time of the other before two products count as living side by side. */
const sideBySide = 5;

/**
 * Whether several products are deployed side by side into the same environments: what one has and another has not then
 * comes and goes with every deployment, so each must be looked at by itself. One product that took over from another
 * (a renamed repository) is no such case.
 */
export function liveSideBySide(products: readonly (string | null)[]): boolean {
  const places = new Map<string, number[]>(products.flatMap((product) => (product === null ? [] : [[product, []]])));
  products.forEach((product, at) => places.get(product ?? '')?.push(at));
  const all = [...places.values()].filter((own) => own.length >= sideBySide);
  return all.some((own, i) => all.slice(i + 1).some((other) => within(own, other) && within(other, own)));
}

function within(places: readonly number[], range: readonly number[]): boolean {
  const [first, last] = [range[0] ?? 0, range.at(-1) ?? 0];
  return places.filter((at) => at > first && at < last).length >= sideBySide;
}
