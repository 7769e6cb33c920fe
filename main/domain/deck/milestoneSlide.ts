import type { EvidenceReport, EvidenceRow, EvidenceSide } from '../analysis/evidenceReport';
import type { Milestone } from '../retro/milestone';
import { blankSlide } from './blankSlide';
import type { BigNumber, Slide } from './deck';
import type { DeckInput } from './deckInput';
import { date, decimal, duration, minus, percent, span } from './wording';

/** As many numbers as a slide bears. */
const mostNumbers = 3;

export function milestoneSlide(input: DeckInput, milestone: Milestone): Slide {
  const evidence = input.evidence.get(milestone.id) ?? null;
  const { zone } = input.facts;
  const rows = evidence ? pickRows(evidence, input, milestone) : [];
  const known = rows.filter((row) => row.verdict !== 'not enough data');
  const numbers = [
    ...(known.length > 0 ? known : rows.slice(0, 1)).map(bigNumber),
    ...branchNumber(input, milestone),
  ].slice(0, mostNumbers);
  const when = milestone.until === null ? date(milestone.at, zone) : span(milestone.at, milestone.until, zone);
  const sentences = rows.map((row) => [row.sentence, ...row.warnings].join(' '));
  return {
    ...blankSlide(input, 'milestone', `milestone:${milestone.id}`),
    headline: milestone.title,
    measure: evidence ? windowWords(evidence, zone) : '',
    body: milestone.text === '' ? [] : [milestone.text],
    numbers,
    milestone: {
      kind: milestone.kind,
      at: milestone.at,
      until: milestone.until,
      title: milestone.title,
      gained: milestone.gained,
      cost: milestone.cost,
    },
    notes: [
      milestone.text,
      ...sentences,
      numbers.length > 0 ? 'These went together with the milestone; the data cannot say why.' : '',
    ]
      .filter((line) => line !== '')
      .join('\n'),
    alt: `${milestone.kind}, ${when}: ${milestone.title}. ${sentences.join(' ')}`.trim(),
  };
}

function windowWords(evidence: EvidenceReport, zone: string): string {
  const { before, after } = evidence.windows;
  if (before.weeks === 0 || after.weeks === 0 || before.from === null || after.to === null)
    return 'too near the edge to compare';
  const weeks =
    before.weeks === after.weeks
      ? `${String(before.weeks)} weeks`
      : `${String(before.weeks)} and ${String(after.weeks)} weeks`;
  return `${weeks} before and after, ${span(before.from, after.to, zone)}`;
}

/**
 * Clear findings first, each measure once; then what at least has its numbers. Of the many stages only those that
 * deploy, or that the milestone hangs on, may stand on its slide: among dozens some change by chance.
 */
function pickRows(evidence: EvidenceReport, input: DeckInput, milestone: Milestone): EvidenceRow[] {
  const rank = { clear: 0, 'not clear': 1, 'not enough data': 2 } as const;
  const ordered = evidence.rows
    .filter((row) => row.of === undefined || concerns(row.of, input, milestone))
    .map((row, i) => ({ row, i, size: strength(row) }))
    .sort((a, b) => rank[a.row.verdict] - rank[b.row.verdict] || b.size - a.size || a.i - b.i)
    .map(({ row }) => row);
  const firsts = ordered.filter((row, i) => ordered.findIndex((other) => other.measure === row.measure) === i);
  return firsts.slice(0, mostNumbers);
}

function concerns(of: string, { retro }: DeckInput, milestone: Milestone): boolean {
  const [pipeline, stage] = [of.split('/')[0] ?? '', of.split('/').slice(1).join('/')];
  const hangs = milestone.anchors.some((to) => to.to === 'stage' && to.pipeline === pipeline);
  const deploys = retro.environments.environments.some((one) =>
    one.match.some((match) => matches(match.pipeline, pipeline) && matches(match.stage, stage)),
  );
  return hangs || deploys;
}

function matches(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined) return true;
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}

/** At the end of a branch's time in production, or at its start where that is all there is: how long, and how much. */
function branchNumber(input: DeckInput, milestone: Milestone): BigNumber[] {
  const band = input.facts.branchBand;
  const near = 28 * 86_400_000;
  const change = band.findIndex((part, i) => i > 0 && Math.abs(part.from - milestone.at) <= near);
  const first = band[0];
  const atStart = first !== undefined && milestone.at - (input.facts.coverage.from ?? 0) <= near * 2;
  const part = change > 0 ? band[change - 1] : atStart ? first : undefined;
  if (!part) return [];
  return [
    {
      label: `Production came from “${part.branch}” for`,
      before: null,
      after: duration((part.to - part.from) / 3_600_000),
      effect: null,
      detail: `${String(part.deployments)} deployments, ${span(part.from, part.to, input.facts.zone)}`,
      verdict: null,
    },
  ];
}

/** How far an effect is from none, on one scale for ratios and differences: only for the order on the slide. */
function strength(row: EvidenceRow): number {
  if (!row.effect) return 0;
  return row.effect.kind === 'difference' ? Math.abs(row.effect.value) * 3 : Math.abs(Math.log(row.effect.value || 1));
}

const labels: Record<EvidenceRow['measure'], string> = {
  deployments: 'Deployments a week',
  leadTimeHours: 'Lead time, typical',
  batchSize: 'Commits in a deployment',
  changeFailRate: 'Deployments that failed',
  firstPassYield: 'Passed at the first try',
  flaky: 'Flaky share',
};

function bigNumber(row: EvidenceRow): BigNumber {
  return {
    label: row.of ? `${labels[row.measure]}: ${row.of}` : labels[row.measure],
    before: valueWords(row, row.before),
    after: valueWords(row, row.after) ?? '–',
    effect: row.verdict === 'not enough data' ? null : effectWords(row),
    detail: [intervalWords(row), countWords(row), ...row.warnings].filter((part) => part !== '').join(' · '),
    verdict: row.verdict,
  };
}

function valueWords(row: EvidenceRow, side: EvidenceSide): string | null {
  if (side.value === null) return null;
  if ('total' in side) return percent(side.value);
  return row.measure === 'leadTimeHours' ? duration(side.value) : decimal(side.value);
}

function effectWords(row: EvidenceRow): string | null {
  if (!row.effect) return null;
  const { kind, value } = row.effect;
  return kind === 'difference' ? points(value) : `${decimal(value)} times`;
}

function intervalWords(row: EvidenceRow): string {
  if (!row.effect) return '';
  const { kind, low, high } = row.effect;
  const say = kind === 'difference' ? points : (value: number): string => decimal(value);
  return `95 % interval ${say(low)} to ${say(high)}`;
}

function countWords(row: EvidenceRow): string {
  const count = (side: EvidenceSide): string => {
    if ('total' in side) return `${String(side.count)} of ${String(side.total)}`;
    return 'weeks' in side ? String(side.count) : `n=${String(side.n)}`;
  };
  return `${count(row.before)} before, ${count(row.after)} after`;
}

function points(value: number): string {
  const size = Math.round(Math.abs(value) * 100);
  return `${value < 0 ? minus : '+'}${String(size)} points`;
}
