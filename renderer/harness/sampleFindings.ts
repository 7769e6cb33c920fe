import type { EvidenceReport, EvidenceRow } from '../../main/domain/analysis/evidenceReport';
import type { DetectedFamily, Suggestion } from '../../main/domain/analysis/suggestions/detected';
import type { MilestoneKind } from '../../main/domain/retro/milestone';
import type { Retro } from '../../main/domain/retro/retro';
import type { Suggestions } from '../../main/ipc/messages/retro';
import { sampleStart, weekMs } from './sampleFacts';

export const sampleNothing =
  'Nothing big was found: no change stands out clearly from the usual ups and downs. Smaller ones may still be there.';

/** What the engine would suggest of the sample; what was decided is not among it. */
export function sampleSuggestions(retro: Retro, longNames: boolean): Suggestions {
  const tail = longNames ? ' of the pipeline deploy-dumpling-to-all-regions-of-the-hosted-product-for-everybody' : '';
  const all = [
    suggestion(
      62,
      5,
      'highlight',
      `Production deployments rose from 0.5 to 2.0 per week${tail}`,
      'deployments',
      'rate',
      [
        'Production deployments rose from 0.5 to 2.0 per week (6 in 13 weeks before, 26 in 13 weeks after).',
        'Batch size fell from a median of 42 to 12 commits (9 deployments before, 24 after).',
      ],
    ),
    suggestion(39, 1, 'highlight', 'Deployments passed baklava before production', 'gate:baklava', 'structure', [
      'Deployments passed baklava (snapshot of production) before production (0 of 6 deployments before, 12 of 12 after).',
    ]),
    suggestion(
      85,
      7,
      'highlight',
      'Flaky revisions of acceptance/test fell from 24.1 % to 8.0 %',
      'flaky:acceptance/test',
      'proportion',
      ['Flaky revisions of acceptance/test fell from 40 of 166 to 11 of 138.'],
    ),
    suggestion(
      101,
      3,
      'lowlight',
      'build/test passes at the first attempt less often',
      'firstPassYield:build/test',
      'proportion',
      ['First-pass yield of build/test fell from 171 of 190 to 140 of 188.'],
    ),
  ];
  const weaker = [
    suggestion(110, 9, 'note', 'Lead time to production fell from 90 to 66 hours', 'leadTimeHours', 'magnitude', [
      'Lead time to production fell from a median of 90.4 to 66.0 hours (31 deployments before, 30 after).',
    ]),
  ];
  const open = (one: Suggestion) => !retro.milestones.some(({ id }) => id === one.id);
  const found = { suggestions: all.filter(open), weaker: weaker.filter(open) };
  return { ...found, nothing: found.suggestions.length + found.weaker.length === 0 ? sampleNothing : null };
}

function suggestion(
  week: number,
  spread: number,
  kind: MilestoneKind,
  title: string,
  series: string,
  family: DetectedFamily,
  texts: string[],
): Suggestion {
  const at = sampleStart + week * weekMs;
  return {
    id: `${series}@2013-W${String(week % 52).padStart(2, '0')}`,
    at,
    until: null,
    kind,
    title,
    text: texts.join('\n'),
    gained: '',
    cost: '',
    tags: [family],
    author: '',
    anchors: [{ to: 'date', at }],
    status: 'suggested',
    detected: {
      family,
      series,
      facts: texts.map((text) => ({ family, series, text })),
      window: { from: at - spread * weekMs, to: at + Math.ceil(spread / 2) * weekMs },
      strength: 40 - week / 5,
    },
  };
}

/** A card with a row of every shape: clear, not clear, too little data, with warnings, of production and of stages. */
export function sampleEvidence(id: string): EvidenceReport {
  const at = sampleStart + 62 * weekMs;
  const window = (from: number) => ({ from, to: from + 13 * weekMs, weeks: 13 });
  return { id, windows: { before: window(at - 13 * weekMs), after: window(at + weekMs) }, rows: rows() };
}

function rows(): EvidenceRow[] {
  return [
    {
      measure: 'deployments',
      before: { value: 6 / 13, count: 6, weeks: 13 },
      after: { value: 2, count: 26, weeks: 13 },
      effect: { kind: 'rate_ratio', value: 4.33, low: 1.78, high: 10.53 },
      verdict: 'clear',
      sentence:
        'Production deployments rose from 0.5 to 2.0 per week (4.3 times; 95 % interval 1.8–10.5; 13 weeks before and after: 6 before, 26 after).',
      warnings: ['The date was chosen from this data.', 'Only the weeks after contain the end of a year.'],
    },
    {
      measure: 'leadTimeHours',
      before: { value: 190, n: 6 },
      after: { value: 101, n: 26 },
      effect: null,
      verdict: 'not enough data',
      sentence:
        'Not enough data on change lead time to production: a median of 190.0 hours over 6 deployments before, a median of 101.0 hours over 26 deployments after (13 weeks before and after).',
      warnings: [],
    },
    {
      measure: 'batchSize',
      before: { value: 42, n: 9 },
      after: { value: 12, n: 26 },
      effect: { kind: 'typical_ratio', value: 0.31, low: 0.2, high: 0.46 },
      verdict: 'clear',
      sentence:
        'Batch size of production deployments fell from a median of 42.0 to 12.0 commits (typically 0.3 times; 95 % interval 0.2–0.5; 13 weeks before and after: 9 deployments before, 26 after).',
      warnings: ['It was already changing in the same direction before.'],
    },
    proportion('changeFailRate', undefined, [3, 31], [2, 26], [-0.02, -0.17, 0.15], 'not clear'),
    proportion('firstPassYield', 'deploy-dumpling/deploy', [24, 30], [25, 28], [0.09, -0.1, 0.28], 'not clear'),
    proportion('firstPassYield', 'acceptance/test', [30, 100], [26, 100], [-0.04, -0.16, 0.08], 'not clear'),
    proportion('flaky', 'acceptance/test', [40, 166], [11, 138], [-0.16, -0.24, -0.08], 'clear'),
    proportion('flaky', 'build/compile', [0, 12], [1, 14], null, 'not enough data'),
  ];
}

function proportion(
  measure: EvidenceRow['measure'],
  of: string | undefined,
  [passed, total]: [number, number],
  [passedAfter, totalAfter]: [number, number],
  effect: [number, number, number] | null,
  verdict: EvidenceRow['verdict'],
): EvidenceRow {
  const subject = of === undefined ? 'change fail rate in production' : `${measure} of ${of}`;
  return {
    measure,
    ...(of === undefined ? {} : { of }),
    before: { value: passed / total, count: passed, total },
    after: { value: passedAfter / totalAfter, count: passedAfter, total: totalAfter },
    effect: effect && { kind: 'difference', value: effect[0], low: effect[1], high: effect[2] },
    verdict,
    sentence: `${verdict === 'clear' ? 'Clear change' : 'No clear change'} in ${subject}: ${String(passed)} of ${String(total)} before, ${String(passedAfter)} of ${String(totalAfter)} after (13 weeks before and after).`,
    warnings: [],
  };
}
