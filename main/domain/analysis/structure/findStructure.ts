import type { HistoryIndex } from '../deployments/analyseDeployments';
import type { RunNames } from '../deployments/runNames';
import type { Change, StructuralMilestone } from './change';
import { changesOf } from './changesOf';
import { coverageEdges } from './edges';
import { changeKinds, featuresOf } from './features';
import { findRenames, type Renames } from './renames';
import { liveSideBySide } from './products';
import type { Signature } from './signature';

const togetherMs = 14 * 86_400_000;

/**
 * Changes of the way to production that stayed, from how each deployment came about: gates, branches, triggers, agents,
 * jobs, tools and stages. Products that are deployed side by side are looked at one by one. Changes within 14 days of the
 * first of them are one milestone. `beside`: changes found elsewhere, told unless these say the same.
 */
export function findStructure(
  index: HistoryIndex,
  signatures: readonly Signature[],
  beside: readonly Change[] = [],
): { milestones: StructuralMilestone[]; features: number } {
  const lines = linesOf(signatures).map((line) => changesOfLine(index, line.signatures, line.product));
  const found = lines.flatMap(({ changes }) => changes);
  return {
    milestones: together([...found, ...beside.filter((one) => !isToldBy(found, one))]),
    features: lines.reduce((sum, { features }) => sum + features, 0),
  };
}

function linesOf(signatures: readonly Signature[]): { product: string | null; signatures: readonly Signature[] }[] {
  const products = signatures.map(({ product }) => product);
  if (!liveSideBySide(products)) return [{ product: null, signatures }];
  return [...new Set(products)].sort().map((product) => ({
    product,
    signatures: signatures.filter((one) => one.product === product),
  }));
}

function changesOfLine(
  index: HistoryIndex,
  signatures: readonly Signature[],
  product: string | null,
): { changes: Change[]; features: number } {
  const renames = findRenames(signatures);
  const edges = coverageEdges(index.history, signatures);
  const features = featuresOf(signatures, renames);
  const found = features.flatMap((feature) => changesOf(feature, signatures, edges, index.names));
  const moves = movesOf(signatures, renames, index.names).filter((move) => found.every((one) => !isSame(one, move)));
  return { changes: [...found, ...moves].map((change) => ({ ...change, product })), features: features.length };
}

/** Nearly all stages came back under another prefix and stayed: everything moved to another tool. */
function movesOf(signatures: readonly Signature[], { moves }: Renames, names: RunNames): Change[] {
  return moves.flatMap(({ at, from, to }): Change[] => {
    const signature = signatures[at];
    const rest = signatures.length - at;
    if (!signature || at < 3 || rest < 5) return [];
    const before = signatures[at - 1]?.at ?? signature.at;
    return [
      {
        ...{ kind: 'source', subject: '', series: 'source', index: at, at: signature.at, appears: true },
        ...{
          window: { from: before, to: signature.at },
          now: to,
          before: from,
          product: null,
          pipeline: null,
          isProduction: true,
        },
        counts: { before: { count: 0, total: at }, after: { count: rest, total: rest } },
        likelihoodRatio: 2 * (at * Math.log((at + rest) / at) + rest * Math.log((at + rest) / rest)),
        run: names.print(signature.run),
        siblings: [],
      },
    ];
  });
}

/** An environment that became a gate, or a step on the way to production, is told as that. */
function isToldBy(found: readonly Change[], { subject, series }: Change): boolean {
  return found.some((one) => (one.kind === 'gate' && one.subject === subject) || one.series === series);
}

function isSame(one: Change, other: Change): boolean {
  return one.series === other.series && Math.abs(one.at - other.at) <= togetherMs;
}

function together(changes: readonly Change[]): StructuralMilestone[] {
  const milestones: StructuralMilestone[] = [];
  for (const change of [...changes].sort((a, b) => a.at - b.at)) {
    const last = milestones.at(-1);
    if (last && change.at - last.changes[0].at <= togetherMs) last.changes.push(change);
    else milestones.push({ changes: [change] });
  }
  return milestones.map(({ changes }) => ({ changes: withoutEchoes([...changes].sort(byImportance)) }));
}

/** Each series once; of stages of one pipeline that came or went at once only the first, which then names them all. */
function withoutEchoes([first, ...rest]: Change[]): StructuralMilestone['changes'] {
  const told: StructuralMilestone['changes'] = [first as Change];
  for (const change of rest) {
    const sibling = told.find((other) => isSibling(other, change));
    if (sibling) sibling.siblings.push(change.subject);
    else if (told.every((other) => !isEcho(other, change))) told.push(change);
  }
  return told;
}

function isEcho(one: Change, other: Change): boolean {
  return one.series === other.series && one.kind === other.kind && one.product === other.product;
}

function isSibling(one: Change, other: Change): boolean {
  const isStage = one.kind === 'stage' && other.kind === 'stage';
  return isStage && one.pipeline === other.pipeline && one.appears === other.appears && one.index === other.index;
}

function byImportance(a: Change, b: Change): number {
  return (
    changeKinds.indexOf(a.kind) - changeKinds.indexOf(b.kind) ||
    Number(b.isProduction) - Number(a.isProduction) ||
    b.likelihoodRatio - a.likelihoodRatio ||
    a.at - b.at ||
    (a.series < b.series ? -1 : 1)
  );
}
