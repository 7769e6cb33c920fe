import type { Instant } from '../../history/records';
import { likelihoodRatio } from '../changepoint/locationSet';
import { segmentCost } from '../changepoint/segmentCost';
import type { RunNames } from '../deployments/runNames';
import type { Change } from './change';
import { isNearEdge } from './edges';
import type { Feature, FeatureKind } from './features';
import { takesOver, turnsOf } from './runRule';
import type { Signature } from './signature';

/** Values that may vary from run to run without anybody changing anything. */
const drawnFromPools: readonly FeatureKind[] = ['agent', 'image', 'job'];

/** Every turn of a feature that is to be believed. Values only come: that the old one went is the same news. */
export function changesOf(
  feature: Feature,
  signatures: readonly Signature[],
  edges: { whole: Instant[]; all: Instant[] },
  names: RunNames,
): Change[] {
  const known = feature.has.flatMap((has, index) => (has === null ? [] : [{ has, index }]));
  const has = known.map((one) => one.has);
  const turns = turnsOf(has);
  return turns.flatMap(({ at, appears }, place): Change[] => {
    const index = known[at]?.index ?? 0;
    const signature = signatures[index];
    if (!signature || (feature.labels !== null && !appears)) return [];
    if (drawnFromPools.includes(feature.kind) && !isTakeover(has, at)) return [];
    if (isNearEdge(feature.kind === 'source' ? edges.whole : edges.all, signatures, index)) return [];
    const from = turns[place - 1]?.at ?? 0;
    const to = turns[place + 1]?.at ?? has.length;
    return [
      {
        ...{
          kind: feature.kind,
          subject: feature.subject,
          series: seriesOf(feature),
          product: null,
          pipeline: feature.pipeline,
          isProduction: feature.isProduction,
        },
        ...{ index, at: signature.at, appears },
        window: { from: signatures[index - 1]?.at ?? signature.at, to: signature.at },
        now: feature.labels === null ? null : mostCommon(feature.labels.slice(index, known[to]?.index), feature.label),
        before: feature.labels === null ? null : mostCommon(feature.labels.slice(known[from]?.index, index), ''),
        counts: { before: countOf(has.slice(from, at)), after: countOf(has.slice(at, to)) },
        likelihoodRatio: shareRatio(has.slice(from, to), at - from),
        run: names.print(signature.run),
        siblings: [],
      },
    ];
  });
}

/** Clearly so: by more than the price of having looked for the place. */
function isTakeover(has: readonly boolean[], at: number): boolean {
  return takesOver(has, at) && shareRatio(has, at) > 3 * Math.log(has.length);
}

function seriesOf({ kind, subject }: Feature): string {
  if (kind === 'source') return 'source';
  return `${kind === 'job' ? 'stage' : kind}:${subject}`;
}

function countOf(has: readonly boolean[]): { count: number; total: number } {
  return { count: has.filter(Boolean).length, total: has.length };
}

function shareRatio(has: readonly boolean[], at: number): number {
  const cost = segmentCost({ family: 'binomial', values: has.map(Number), trials: has.map(() => 1) });
  return likelihoodRatio(cost, 0, at, has.length);
}

/** The value told: the one asked for where it is a pattern of several, else what there was most often. */
function mostCommon(labels: readonly (string | null)[], preferred: string): string | null {
  const counts = new Map<string, number>();
  for (const label of labels) if (label) counts.set(label, (counts.get(label) ?? 0) + 1);
  if (counts.has(preferred)) return preferred;
  const [most] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return most?.[0] ?? null;
}
