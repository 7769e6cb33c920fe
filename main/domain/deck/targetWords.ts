import type { Target } from '../retro/environmentMap';
import { decimal, duration, percent } from './wording';

/** How slides speak of a measure somebody wants to move. */
export const targetWords: Record<Target['measure'], { label: string; say: (value: number) => string }> = {
  deployments: { label: 'deployments a week', say: decimal },
  leadTimeHours: { label: 'median lead time', say: duration },
  batchSize: { label: 'commits in a deployment', say: decimal },
  changeFailRate: { label: 'deployments that fail', say: percent },
  firstPassYield: { label: 'stages that pass at the first try', say: percent },
  flaky: { label: 'flaky share', say: percent },
  redFraction: { label: 'time spent red', say: percent },
};

/** "Flaky share: build/unit": the measure and what it is of. */
export function measuredName({
  measure,
  pipeline,
  environment,
}: {
  measure: Target['measure'];
  pipeline?: string | null;
  environment: string | null;
}): string {
  const { label } = targetWords[measure];
  const capital = label.charAt(0).toUpperCase() + label.slice(1);
  const of = pipeline ?? environment;
  return of ? `${capital}: ${of}` : capital;
}
