import type { ToggleBar, ToggleFacts } from '../../../../main/domain/analysis/toggles/toggleFacts';
import { dayText } from '../../../controls/text/dates';
import { countText, shortText } from '../../../controls/text/numbers';

const dayMs = 86_400_000;

/** "14 Aug 2013 – 9 Oct 2013, 56 days" */
export function toggleDates({ from, to }: ToggleBar, end: number, zone: string): string {
  const days = ((to ?? end) - from) / dayMs;
  const length = days < 60 ? countText(Math.max(1, Math.round(days)), 'day') : `${shortText(days / 30.4375)} months`;
  return to === null
    ? `since ${dayText(from, zone)}, still there after ${length}`
    : `${dayText(from, zone)} – ${dayText(to, zone)}, ${length}`;
}

/** When it was switched on, as far as that is known. */
export function toggleSwitches({ on }: ToggleBar, zone: string): string {
  if (on === null) return '';
  if (on.length === 0) return 'never switched on';
  const [first] = on;
  const again = on.length > 1 ? `, ${String(on.length)} times in all` : '';
  const last = on.at(-1)?.to;
  return `on from ${dayText(first?.from ?? 0, zone)}${last === null || last === undefined ? '' : ` to ${dayText(last, zone)}`}${again}`;
}

export function togglesInAll({ known, live, hidden }: ToggleFacts): string {
  const more = hidden > 0 ? `; ${countText(hidden, 'more has', 'more have')} no room here` : '';
  return `Feature toggles: ${countText(live, 'live', 'live')} of ${countText(known, 'known', 'known')}${more}`;
}
