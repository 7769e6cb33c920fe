import type { Toggle } from '../../history/records';

/**
 * Each toggle once, also where two sources (a list and the history of a file) tell of it: what overlaps under one name is
 * one stretch, from the first beginning to the last end. In order of their beginning, then name.
 */
export function distinctToggles(toggles: readonly Toggle[]): Toggle[] {
  const byName = new Map<string, Toggle[]>();
  for (const toggle of [...toggles].sort((a, b) => a.from - b.from)) {
    const known = byName.get(toggle.name);
    const last = known?.at(-1);
    if (!known) byName.set(toggle.name, [toggle]);
    else if (last && toggle.from < (last.to ?? Infinity)) known[known.length - 1] = joined(last, toggle);
    else known.push(toggle);
  }
  return [...byName.values()].flat().sort((a, b) => a.from - b.from || (a.name < b.name ? -1 : 1));
}

function joined(first: Toggle, second: Toggle): Toggle {
  const to = first.to === null || second.to === null ? null : Math.max(first.to, second.to);
  return { ...first, to, on: first.on ?? second.on, owner: first.owner ?? second.owner };
}
