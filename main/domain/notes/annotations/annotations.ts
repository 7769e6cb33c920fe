import { Temporal } from 'temporal-polyfill';
import type { Milestone } from '../../retro/milestone';
import { parseMilestones } from '../../retro/parseMilestones';
import { printInstant } from '../../time/instant';
import type { Instant } from '../../history/records';

/** Milestones read from another program's annotations, and what could not be, with its place ("row 3", "event 2"). */
export interface ReadAnnotations {
  milestones: Milestone[];
  problems: { where: string; reason: string }[];
}

/** How a file of annotations is read: the zone of dates without one, and ids for what has none. */
export interface ReadingHow {
  zone: string;
  makeId: () => string;
}

/** One annotation in the words of `milestones --add`, still unchecked. */
export type RawAnnotation = Record<string, unknown>;

/** Checks annotations one by one: a bad one is named and does not keep the others out. */
export function readAnnotations(
  raws: readonly { where: string; raw: RawAnnotation | string }[],
  how: ReadingHow,
): ReadAnnotations {
  const read: ReadAnnotations = { milestones: [], problems: [] };
  const ids = new Set<string>();
  for (const { where, raw } of raws) {
    const parsed = typeof raw === 'string' ? null : parseMilestones({ milestones: [raw] }, how.zone, how.makeId);
    const [milestone] = parsed?.ok ? parsed.milestones : [];
    if (!milestone) {
      const reason = typeof raw === 'string' ? raw : parsed?.ok === false ? parsed.problem : 'cannot be read';
      read.problems.push({ where, reason: reason.replace(/^milestones\[0\]\.?/, '') });
    } else if (ids.has(milestone.id))
      read.problems.push({ where, reason: `has the id “${milestone.id}” of another one` });
    else {
      ids.add(milestone.id);
      read.milestones.push(milestone);
    }
  }
  return read;
}

/** What people see of milestones elsewhere: only those they accepted. */
export function accepted(milestones: readonly Milestone[]): Milestone[] {
  return milestones.filter(({ status }) => status === 'accepted');
}

const local = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)$/;

/** A clock time without a zone, as spreadsheets and calendars write it, is that of the retro's zone; else as it was. */
export function withZone(text: string, zone: string): string {
  const match = local.exec(text.trim());
  if (!match) return text;
  try {
    return printInstant(
      Temporal.PlainDateTime.from(`${match[1] ?? ''}T${match[2] ?? ''}`, { overflow: 'reject' }).toZonedDateTime(zone)
        .epochMilliseconds,
    );
  } catch {
    return text;
  }
}

/** The calendar date an instant is the midnight of, as `2024-03-01`; null for any other moment. */
export function midnightDate(at: Instant, zone: string): string | null {
  const moment = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return moment.startOfDay().epochMilliseconds === at ? moment.toPlainDate().toString() : null;
}
