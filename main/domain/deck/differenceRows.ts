import { groupWords } from '../analysis/map/groups/groupWords';
import { branchAt, type EvolutionDifference } from '../analysis/map/evolutionDifference';
import { fateOf, fateSigns, fateWords, isPast, toldFates, type Fate } from '../analysis/map/fates';
import { unprovenWords } from '../analysis/map/knownBy';
import type { Instant } from '../history/records';
import type { EvolutionEdge, EvolutionNode, RetroFacts } from '../analysis/facts';
import type { Table } from './deck';
import { date, list } from './wording';

export const differenceColumns = ['', 'On the map', 'It is', 'What changed'];

/**
 * What differs, a row each: what came, what went, of what nobody can tell, then what changed. "+ added | deploy-baklava |
 * pipeline | since 12 Feb 2013", "? known from here on | scan | pipeline | since 1 Mar 2024", "~ changed | deploy-pasty | pipeline | now after bake-image, not saas-acceptance".
 */
export function differenceTable(difference: EvolutionDifference, facts: RetroFacts): Table {
  const rows = toldFates.flatMap((fate) =>
    difference.nodes
      .filter((one) => one.fate === fate)
      .map(({ node, what }) => [
        `${fateSigns[fate]} ${fateWords[fate]}`,
        nameOf(node),
        kindWords(node, isPast(fate) ? difference.from : difference.to),
        fate === 'changed' ? changeWords(node, what, difference, facts) : momentWords(node, fate, difference, facts),
      ]),
  );
  return { columns: differenceColumns, rows };
}

/** As it stands on the map. */
function nameOf(node: EvolutionNode): string {
  return node.kind === 'material' ? node.name.replace(/^git:/, '') : node.name;
}

/** With the reason where no runs show it. */
function kindWords(node: EvolutionNode, at: Instant): string {
  if (node.group) return groupWords(node);
  const kind = node.kind === 'environment' ? (node.label ?? node.kind) : node.kind;
  return [kind, unprovenWords(node, at)].filter((part) => part !== null).join(', ');
}

/** "since" is its first use, "gone by" the moment from which it was missed, "until" where its source ends. */
function momentWords(
  { present }: EvolutionNode,
  fate: Exclude<Fate, 'same' | 'changed'>,
  { from, to }: EvolutionDifference,
  { zone }: RetroFacts,
): string {
  const at = isPast(fate) ? from : to;
  const stretch = present.find((one) => one.from <= at && at < one.to);
  if (!stretch) return '';
  if (fate === 'removed') return `gone by ${date(stretch.to, zone)}`;
  return fate === 'knownUntil' ? `until ${date(stretch.to, zone)}` : `since ${date(stretch.from, zone)}`;
}

function changeWords(
  node: EvolutionNode,
  what: readonly string[],
  difference: EvolutionDifference,
  facts: RetroFacts,
): string {
  const { from, to, edges } = difference;
  const named = (id: string): string => {
    const other = facts.evolution.nodes.find((one) => one.id === id);
    return other ? nameOf(other) : id;
  };
  const turned = (keep: (edge: EvolutionEdge) => boolean, end: 'from' | 'to') =>
    edges.filter(({ edge }) => keep(edge)).map(({ edge, fate }) => ({ name: named(edge[end]), fate }));
  const words: Record<string, () => string> = {
    branch: () => {
      const [before, after] = [branchAt(node, facts.weeks, from), branchAt(node, facts.weeks, to)];
      return `branch ${before ?? 'not known'} → ${after ?? 'not known'}`;
    },
    stages: () =>
      turnWords(
        'with stage',
        node.stages.map(({ name, present }) => ({ name, fate: fateOf({ present }, from, to) ?? 'same' })),
      ),
    materials: () =>
      turnWords(
        'from',
        turned((edge) => edge.to === node.id && edge.kind === 'material', 'from'),
      ),
    upstream: () =>
      turnWords(
        'after',
        turned((edge) => edge.to === node.id && edge.kind !== 'material', 'from'),
      ),
    environments: () =>
      turnWords(
        'to',
        turned((edge) => edge.from === node.id && edge.kind === 'deploys', 'to'),
      ),
  };
  return what.map((one) => words[one]?.() ?? one).join('; ');
}

/** "now after bake-image, not saas-acceptance", "no longer after performance". */
function turnWords(how: string, parts: readonly { name: string; fate: Fate }[]): string {
  const of = (fate: Fate) => list([...new Set(parts.filter((one) => one.fate === fate).map(({ name }) => name))]);
  const [came, went] = [of('added'), of('removed')];
  if (came === '') return `no longer ${how} ${went}`;
  return went === '' ? `now also ${how} ${came}` : `now ${how} ${came}, not ${went}`;
}

/** Lines of the list under the map: with more of them the map would be too small to read. */
const mostLines = 4;

export interface ListedDifference {
  sign: string;
  /** In words. */
  fate: string;
  name: string;
  /** "added since 12 Feb 2013", "changed: now after bake-image". */
  words: string;
}

/** What of a table of differences stands on its slide, in columns from top to bottom; `more` rows are in the notes alone. */
export function listedDifferences(table: Table | null): {
  columns: number;
  lines: number;
  shown: ListedDifference[];
  more: number;
} {
  const rows = table?.rows ?? [];
  const columns = rows.length > 2 * mostLines ? 3 : 2;
  const most = columns * mostLines;
  const shown = rows.length > most ? rows.slice(0, most - 1) : rows;
  return {
    columns,
    lines: Math.ceil(Math.min(rows.length, most) / columns),
    shown: shown.map(([marked = '', name = '', , what = '']) => {
      const [sign = '', ...inWords] = marked.split(' ');
      const fate = inWords.join(' ');
      const joint = fate === fateWords.changed ? ': ' : fate === fateWords.added ? ' ' : ', ';
      return { sign, fate, name, words: what === '' ? fate : `${fate}${joint}${what}` };
    }),
    more: rows.length - shown.length,
  };
}
