import type { ImportNews, ImportOutcome } from '../../main/ipc/messages/importing';
import { countText } from '../controls/text/numbers';

/** Why an import has not begun yet. */
export const queuedTexts: Record<NonNullable<ImportNews['queued']>, string> = {
  samePlace: 'waits for another import from the same place.',
  freePlace: 'waits until one of the others is done.',
};

/** What an import brought, as the beginning of a report. */
export function newsText({ runs, commits, toggles, definitions }: ImportOutcome): string {
  const changed = toggles.added + toggles.updated + definitions.added + definitions.updated;
  if (runs.added + runs.updated + commits.added + changed === 0) return 'Nothing new: everything was here already.';
  const parts = [
    changed === 0 || runs.added > 0 ? countText(runs.added, 'new run') : null,
    changed === 0 || commits.added > 0 ? countText(commits.added, 'new commit') : null,
    toggles.added > 0 ? countText(toggles.added, 'new feature toggle') : null,
    toggles.updated > 0 ? `${countText(toggles.updated, 'feature toggle')} updated` : null,
    definitions.added > 0 ? `${countText(definitions.added, 'new version')} of pipeline definitions` : null,
    definitions.updated > 0 ? `${countText(definitions.updated, 'version')} of pipeline definitions updated` : null,
  ];
  return `${parts.filter((text) => text !== null).join(', ')}.`;
}

/** Said once when a wait begins; `until` in epoch ms, told in the zone of this machine. */
export function waitText(until: number): string {
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(until);
  return `the server asks for a pause; it goes on by itself at ${clock}.`;
}

/** What is left of a wait, both in epoch ms: "0:59", "12:00", "1:00:00". */
export function countdownText(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / 1_000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = `${hours > 0 ? two(minutes) : String(minutes)}:${two(seconds % 60)}`;
  return hours > 0 ? `${String(hours)}:${rest}` : rest;
}
