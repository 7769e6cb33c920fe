import { breather } from '../../breather';
import type { SegmentEntry } from './manifest';
import { monthOf } from './month';
import type { Resolution } from './resolveImport';
import { chunk, contentOf, joinContents } from './segmentContent';
import type { Segments } from './segments';
import { linesOf, storedLine, type StoredRecord } from './storedRecord';

/** A segment is filled to about this size; adding to a history never rewrites more than this a month. */
export const segmentBytes = 2_000_000;

/**
 * Writes the segments that change and returns the new list of all. Old ones stay on disk until nothing names them, so
 * nothing has happened until the manifest is swapped. At most one segment is held in memory at a time.
 */
export async function rewriteSegments(
  segments: Segments,
  entries: readonly SegmentEntry[],
  source: string,
  { added, updated }: Resolution,
): Promise<SegmentEntry[]> {
  const moved = [...updated].flatMap(([entry, records]) => records.filter(({ at }) => monthOf(at) !== entry.month));
  const arrivals = byMonth([...added, ...moved]);
  const months = new Set([...arrivals.keys(), ...[...updated.keys()].map(({ month }) => month)]);
  let result = [...entries];
  const breathe = breather();
  for (const month of [...months].sort()) {
    await breathe();
    const own = result.filter((entry) => entry.source === source && entry.month === month);
    const written = await rewriteMonth(segments, own, { source, month }, arrivals.get(month) ?? [], updated);
    result = [...result.filter((entry) => !own.includes(entry)), ...written];
  }
  await segments.sync();
  return result;
}

/** The segments of one source and month after its edits, with its arrivals in the emptiest of them or in new ones. */
async function rewriteMonth(
  segments: Segments,
  own: readonly SegmentEntry[],
  place: { source: string; month: string },
  arrivals: readonly StoredRecord[],
  updated: Resolution['updated'],
): Promise<SegmentEntry[]> {
  const room = emptiest(own);
  const fits = room !== null && room.bytes + bytesOf(arrivals) <= segmentBytes;
  const result: SegmentEntry[] = [];
  const write = async (records: readonly StoredRecord[]): Promise<void> => {
    for (const piece of chunk(records, segmentBytes)) {
      result.push(await segments.write(contentOf(piece), place.source, place.month));
    }
  };
  for (const entry of own) {
    const extra = fits && entry === room ? arrivals : [];
    const edits = updated.get(entry);
    if (edits) await write([...(await editedRecords(segments, entry, edits)), ...extra]);
    else if (extra.length === 0) result.push(entry);
    else {
      const content = await segments.content(entry);
      if (content)
        result.push(await segments.write(joinContents(content, contentOf(extra)), place.source, place.month));
      else await write(extra);
    }
  }
  if (!fits) await write(arrivals);
  return result;
}

/** The records of a segment, the edited ones in their new form; those that belong to another month now are left out. */
async function editedRecords(
  segments: Segments,
  entry: SegmentEntry,
  edits: readonly StoredRecord[],
): Promise<StoredRecord[]> {
  const text = await segments.read(entry);
  const byKey = new Map(edits.map((edit) => [edit.key, edit]));
  return linesOf(text ?? Buffer.alloc(0))
    .map((line) => storedLine(line, entry.source, entry.from))
    .map((record) => byKey.get(record.key) ?? record)
    .filter((record) => !byKey.has(record.key) || monthOf(record.at) === entry.month);
}

function byMonth(records: readonly StoredRecord[]): Map<string, StoredRecord[]> {
  const months = new Map<string, StoredRecord[]>();
  for (const record of records) {
    const month = monthOf(record.at);
    const group = months.get(month);
    if (group) group.push(record);
    else months.set(month, [record]);
  }
  return months;
}

function emptiest(entries: readonly SegmentEntry[]): SegmentEntry | null {
  return entries.reduce<SegmentEntry | null>(
    (least, entry) => (least && least.bytes <= entry.bytes ? least : entry),
    null,
  );
}

function bytesOf(records: readonly StoredRecord[]): number {
  return records.reduce((sum, { line }) => sum + Buffer.byteLength(line) + 1, 0);
}
