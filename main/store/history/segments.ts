import type { Adapter } from 'lowdb';
import path from 'node:path';
import { DamagedError } from '../documents/documentText';
import { listIfThere, placeFile, readIfThere, removeIfThere } from '../files/durableWrite';
import { retryBusy } from '../files/retryBusy';
import { nameIn, setAside, type StoreAccess } from '../storeAccess';
import { indexOf, parseIndex, printIndex, type KeyIndex } from './keyIndex';
import type { SegmentEntry } from './manifest';
import { entryOf, sha256Of, type SegmentContent } from './segmentContent';
import { linesOf, storedLine } from './storedRecord';

/** A segment that the manifest names is not there: damage, or another process has replaced it meanwhile. */
export class MissingSegment extends Error {}

/** lowdb's way to one immutable file: what is read is what the manifest says was written. */
class SegmentAdapter implements Adapter<Buffer> {
  constructor(
    private readonly access: StoreAccess,
    private readonly file: string,
    private readonly sha256: string,
  ) {}

  async read(): Promise<Buffer | null> {
    const bytes = await readIfThere(this.access.fileSystem, this.file);
    if (bytes !== null && sha256Of(bytes) !== this.sha256) throw new DamagedError('differs from what was written');
    return bytes;
  }

  /** Durable once the folder is synced too, which all segments of an import share. */
  write(bytes: Buffer): Promise<void> {
    return placeFile(this.access.fileSystem, this.file, bytes);
  }
}

/** The folder of a history's segments. */
export class Segments {
  /** Names of segments that are damaged or not there: their records are missing until they are imported again. */
  readonly lost = new Set<string>();
  private readonly indexes = new Map<string, KeyIndex>();

  constructor(
    private readonly access: StoreAccess,
    readonly folder: string,
  ) {}

  /** The text; null where it is damaged, which is then told. Throws `MissingSegment`. */
  async read(entry: SegmentEntry): Promise<Buffer | null> {
    try {
      const text = await this.adapter(entry.file, entry.sha256).read();
      if (text === null) throw new MissingSegment(entry.file);
      return text;
    } catch (error) {
      if (!(error instanceof DamagedError)) throw error;
      const aside = await setAside(this.access, this.pathOf(entry.file));
      this.noteLost(entry, `${error.message}; ${aside}`);
      return null;
    }
  }

  noteLost(entry: SegmentEntry, what: string): void {
    this.lost.add(entry.file);
    const file = this.pathOf(entry.file);
    const { run, commit } = entry.records;
    const lost = `${String(run)} runs and ${String(commit)} commits of ${entry.source} from ${entry.month} are missing`;
    this.access.damage.note(file, `${nameIn(this.access, file)} ${what}; ${lost}; import ${entry.source} again.`);
  }

  /** Hashes of the keys in a segment; made anew from the segment where the index cannot be used. */
  keys(entry: SegmentEntry): KeyIndex {
    const cached = this.indexes.get(entry.file);
    if (cached) return cached;
    const index = this.readIndex(entry) ?? this.rebuildIndex(entry);
    this.indexes.set(entry.file, index);
    return index;
  }

  async content(entry: SegmentEntry): Promise<SegmentContent | null> {
    const text = await this.read(entry);
    return text && { text, keys: this.keys(entry), records: entry.records, from: entry.from, to: entry.to };
  }

  async write(content: SegmentContent, source: string, month: string): Promise<SegmentEntry> {
    const entry = entryOf(content, source, month);
    await this.adapter(entry.file, entry.sha256).write(content.text);
    await this.adapter(keysOf(entry.file), entry.keysSha256).write(printIndex(content.keys));
    this.indexes.set(entry.file, content.keys);
    return entry;
  }

  async sync(): Promise<void> {
    await retryBusy(() => this.access.fileSystem.syncFolder(this.folder));
  }

  async isThere(entry: SegmentEntry): Promise<boolean> {
    return (await this.access.fileSystem.size(this.pathOf(entry.file))) !== null;
  }

  /** Removes what no generation names any more. Files set aside stay. */
  async removeAllBut(keep: ReadonlySet<string>): Promise<void> {
    for (const file of await listIfThere(this.access.fileSystem, this.folder)) {
      const segment = file.replace(/\.keys$/, '');
      if (!segment.endsWith('.ndjson') || keep.has(segment)) continue;
      this.indexes.delete(segment);
      await removeIfThere(this.access.fileSystem, this.pathOf(file));
    }
  }

  private readIndex(entry: SegmentEntry): KeyIndex | null {
    const file = this.pathOf(keysOf(entry.file));
    try {
      const bytes = this.access.fileSystem.readNow(file);
      if (sha256Of(bytes) === entry.keysSha256) return parseIndex(bytes);
    } catch {
      // Told below, as any other index that cannot be used.
    }
    this.access.damage.note(file, `${nameIn(this.access, file)} cannot be used; nothing is lost, it was made anew.`);
    return null;
  }

  private rebuildIndex(entry: SegmentEntry): KeyIndex {
    try {
      const text = this.access.fileSystem.readNow(this.pathOf(entry.file));
      return indexOf(linesOf(text).map((line) => storedLine(line, entry.source, entry.from).hash));
    } catch {
      // The segment itself is damaged, which is told when it is read.
      return new Float64Array(0);
    }
  }

  private adapter(file: string, sha256: string): SegmentAdapter {
    return new SegmentAdapter(this.access, this.pathOf(file), sha256);
  }

  private pathOf(file: string): string {
    return path.join(this.folder, file);
  }
}

const keysOf = (segment: string): string => `${segment}.keys`;
