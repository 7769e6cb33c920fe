import type { Evolution, RetroFacts } from '../../main/domain/analysis/facts';
import type { EvidenceReport, EvidenceRow, EvidenceSide } from '../../main/domain/analysis/evidenceReport';
import type { EnvironmentMap } from '../../main/domain/retro/environmentMap';
import { compileWildcard } from '../../main/domain/analysis/environments/wildcard';
import type { RowsOrder } from '../../main/ipc/messages/retro';
import { countText, hoursText, percentText, shortText, wholeText } from '../controls/text/numbers';

const names: Record<EvidenceRow['measure'], string> = {
  deployments: 'Deployments per week',
  leadTimeHours: 'Lead time',
  batchSize: 'Batch size',
  changeFailRate: 'Change fail rate',
  firstPassYield: 'First-pass yield',
  flaky: 'Flaky',
};

export function measureName({ measure }: EvidenceRow): string {
  return names[measure];
}

/** One side's value, in the unit people would say; a dash where nothing was counted. */
export function sideValue({ measure }: EvidenceRow, { value }: EvidenceSide): string {
  if (value === null) return '–';
  switch (measure) {
    case 'deployments':
      return shortText(value);
    case 'leadTimeHours':
      return hoursText(value);
    case 'batchSize':
      return `${shortText(value)} commits`;
    default:
      return percentText(value);
  }
}

/** The raw numbers of one side: what its value rests on. */
export function sideCounts(side: EvidenceSide): string {
  if ('total' in side) return `${wholeText(side.count)} of ${wholeText(side.total)}`;
  if ('weeks' in side) return `${wholeText(side.count)} in ${countText(side.weeks, 'week')}`;
  return countText(side.n, 'deployment');
}

/** "4.3 times (1.8–10.5)", "−4 points (−16 to +8)": the effect with its 95 % interval; null without enough data. */
export function effectWords({ effect }: EvidenceRow): string | null {
  if (effect === null) return null;
  const { kind, value, low, high } = effect;
  if (kind === 'difference') return `${points(value)} points (${points(low)} to ${points(high)})`;
  const interval = Number.isFinite(high) ? `${times(low)}–${times(high)}` : `from ${times(low)} up`;
  return Number.isFinite(value) ? `${times(value)} times (${interval})` : `(${interval})`;
}

function times(value: number): string {
  return value < 0.1 ? String(Number(value.toPrecision(1))) : value.toFixed(1);
}

function points(share: number): string {
  const text = (100 * share).toFixed(1);
  if (Number(text) === 0) return '0.0';
  return share < 0 ? `−${text.slice(1)}` : `+${text}`;
}

/** Shape and word: nobody has to see the colour. */
export const verdictMarks = {
  clear: { shape: '●', word: 'clear' },
  'not clear': { shape: '○', word: 'not clear' },
  'not enough data': { shape: '–', word: 'not enough data' },
} as const satisfies Record<EvidenceRow['verdict'], { shape: string; word: string }>;

/** Pipeline and stage of a row. Names may hold slashes themselves, so the known pipelines decide where one ends. */
export function splitOf(of: string, { nodes }: Pick<Evolution, 'nodes'>): { pipeline: string; stage: string | null } {
  const known = nodes
    .filter(({ kind, name }) => kind === 'pipeline' && (of === name || of.startsWith(`${name}/`)))
    .sort((a, b) => b.name.length - a.name.length);
  const exact = known.find(({ name, stages }) => of === name || stages.some((one) => of === `${name}/${one.name}`));
  const pipeline = (exact ?? known[0])?.name ?? of.split('/').slice(0, -1).join('/');
  return pipeline === '' || of === pipeline
    ? { pipeline: of, stage: null }
    : { pipeline, stage: of.slice(pipeline.length + 1) };
}

/** What the card shows first, and what stays folded up: production, then the stages that deploy to it; then the rest. */
export function arrangeRows(
  { rows }: EvidenceReport,
  facts: Pick<RetroFacts, 'evolution' | 'environments' | 'group'>,
  map: EnvironmentMap,
): { first: EvidenceRow[]; more: EvidenceRow[] } {
  const production = rows.filter(({ of }) => of === undefined);
  const stages = rows.filter(({ of }) => of !== undefined);
  const deploys = stages.filter(({ of }) => of !== undefined && isDeploying(of, facts, map));
  const rest = stages.filter((row) => !deploys.includes(row));
  return {
    first: [...production, ...deploys],
    more: [...rest.filter(isClear), ...rest.filter((row) => !isClear(row))],
  };
}

function isClear({ verdict }: EvidenceRow): boolean {
  return verdict === 'clear';
}

/** Where a rule of the map names the stage, only that one deploys; else every stage of a pipeline that does. */
function isDeploying(
  of: string,
  { evolution, environments, group }: Pick<RetroFacts, 'evolution' | 'environments' | 'group'>,
  map: EnvironmentMap,
): boolean {
  const { pipeline, stage } = splitOf(of, evolution);
  const members = environments.filter((one) => one.group === group).map(({ name }) => name);
  const idOf = new Map(evolution.nodes.map((node) => [node.id, node]));
  const leads = evolution.edges.some(({ from, to, kind }) => {
    const target = idOf.get(to);
    return kind === 'deploys' && idOf.get(from)?.name === pipeline && target && members.includes(target.name);
  });
  const rules = map.environments
    .filter(({ name }) => members.includes(name))
    .flatMap(({ match }) => match)
    .filter((one) => one.pipeline !== undefined && compileWildcard(one.pipeline)(pipeline));
  if (!leads && rules.length === 0) return false;
  const named = rules.filter((one) => one.stage !== undefined);
  return named.length === 0 || named.some((one) => stage !== null && compileWildcard(one.stage ?? '*')(stage));
}

/** Rows of one side, as the drawer asks for them. */
export function rowsOfSide(row: EvidenceRow, facts: Pick<RetroFacts, 'evolution' | 'group'>): RowsOrder['of'] {
  if (row.of === undefined) return { kind: 'deployments', environment: facts.group };
  return { kind: 'runs', ...splitOf(row.of, facts.evolution), outcome: null };
}

/** Of the measures a chart can show by week, the clear one that moved most for its doubt; without a clear one the first. */
export function strongest(rows: readonly EvidenceRow[]): EvidenceRow | null {
  const charted = rows.filter(({ of, measure }) => of === undefined && measure !== 'changeFailRate');
  const ranked = charted.filter(isClear).sort((a, b) => strengthOf(b) - strengthOf(a));
  return ranked[0] ?? charted[0] ?? null;
}

/** Distance from no change, in lengths of the interval on the scale of ratios. */
function strengthOf({ effect }: EvidenceRow): number {
  if (effect === null || !(effect.value > 0 && effect.low > 0 && Number.isFinite(effect.high))) return 0;
  return Math.abs(Math.log(effect.value)) / Math.max(1e-9, Math.log(effect.high / effect.low));
}
