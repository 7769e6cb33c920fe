import { printInstant } from '../domain/time/instant';
import { dayMs, dayStart, end, isWorkday, turns, weekMs, weeks, workMoment } from './calendar';
import { Random } from './random';

const seed = 20130812;
const subjects = ['card-wall', 'bulk-edit', 'murmurs', 'page-history', 'tree-view', 'search', 'mail-digest', 'tags'];
const changes = ['redesign', 'async', 'v2', 'inline', 'beta'];
const owners = ['Wall pair', 'Search pair', 'Platform'];

/**
 * The team's list of feature toggles: they came with the move from the branch to master, most of them are gone within
 * weeks, a few stay longer than anybody wanted.
 */
export function toggleList(): string {
  const random = new Random(seed);
  const names = subjects.flatMap((subject) => changes.map((change) => `${subject}-${change}`));
  const rows: string[] = [];
  const first = Math.round((turns.master - dayStart(0, 0)) / weekMs);
  for (let week = first; week < weeks; week += 1) {
    if (!random.chance(week < first + 6 ? 0.95 : 0.55)) continue;
    const from = workMoment(workday(dayStart(week, Math.floor(random.between(0, 5)))), random);
    const stays = random.chance(0.2) ? random.between(30, 60) : random.between(2, 14);
    const gone = workMoment(workday(from - (from % dayMs) + 8 * 3_600_000 + Math.round(stays * 7) * dayMs), random);
    const name = names.splice(Math.floor(random.between(0, names.length)), 1)[0] ?? `week-${String(week)}`;
    rows.push([name, printInstant(from), gone < end ? printInstant(gone) : '', random.pick(['', ...owners])].join(','));
  }
  return `${['name,from,to,owner', ...rows].join('\n')}\n`;
}

function workday(day: number): number {
  return isWorkday(day) ? day : workday(day + dayMs);
}
