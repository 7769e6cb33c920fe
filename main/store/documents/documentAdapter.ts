import type { Adapter } from 'lowdb';
import path from 'node:path';
import type { Instant } from '../../domain/history/records';
import { FailureError } from '../../failure';
import { previousOf, readIfThere, writeDurably } from '../files/durableWrite';
import { storageFailure } from '../files/storageFailure';
import { nameIn, refuseIfReadOnly, setAside, type StoreAccess } from '../storeAccess';
import { DamagedError, parseDocument, printDocument } from './documentText';
import { currentVersion, migrate, type DocumentFormat } from './migrations';

/** One kind of document: how its data is known for what it should be. */
export interface DocumentKind<T> {
  format: DocumentFormat;
  /** Throws `DamagedError` naming the field that is wrong. */
  parse(data: unknown): T;
}

interface Opened<T> {
  data: T;
  generation: number;
  savedAt: Instant;
  version: number;
}

/**
 * lowdb's way to one JSON document on disk. Every write is durable and numbered, and keeps the generation before it
 * beside it; reading checks, migrates and validates, and falls back to that generation where the current one is damaged.
 */
export class DocumentAdapter<T> implements Adapter<T> {
  /** When the document was last saved; null while that is not known. */
  savedAt: Instant | null = null;
  /** Version the document had when it was read. */
  version: number | null = null;
  private generation: number | null = null;
  private lastWrite: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly access: StoreAccess,
    private readonly file: string,
    private readonly kind: DocumentKind<T>,
  ) {}

  /** Null where nothing readable is there; whether that is damage, only the caller knows. */
  async read(): Promise<T | null> {
    const current = await this.open(this.file);
    if (current instanceof DamagedError || current === null) return this.readPrevious(current);
    if (current.generation > 1 && (await this.access.fileSystem.size(previousOf(this.file))) === null) {
      this.note(previousOf(this.file), 'is missing; nothing is lost, as it was only the spare copy');
    }
    return this.take(current);
  }

  /** Resolves when exactly this data is on the disk, whatever comes of later writes. */
  write(data: T): Promise<void> {
    // Printed at once: what the caller changes afterwards belongs to its next write.
    const text = JSON.stringify(data);
    const written = this.lastWrite.then(() => this.writeNext(text));
    this.lastWrite = written.catch(() => undefined);
    return written;
  }

  /** The generation before the current one, where it can be read. */
  async previous(): Promise<T | null> {
    const previous = await this.open(previousOf(this.file));
    return previous === null || previous instanceof DamagedError ? null : previous.data;
  }

  /** Waits for the writes under way. */
  async settle(): Promise<void> {
    await this.lastWrite;
  }

  private async writeNext(text: string): Promise<void> {
    refuseIfReadOnly(this.access);
    if (this.generation === null) await this.read();
    // Numbered even if it fails: a write that failed in its last step may be on the disk nevertheless.
    this.generation = (this.generation ?? 0) + 1;
    const { format } = this.kind;
    const head = { format: nameOf(format), version: currentVersion(format), generation: this.generation };
    const savedAt = this.access.now();
    const bytes = Buffer.from(printDocument({ ...head, savedAt, data: JSON.parse(text) as unknown }));
    try {
      await writeDurably(this.access.fileSystem, this.file, bytes, { keepPrevious: true });
    } catch (error) {
      throw storageFailure(error, nameIn(this.access, this.file), path.dirname(this.file), bytes.length);
    }
    this.savedAt = savedAt;
    this.version = head.version;
  }

  private async readPrevious(problem: DamagedError | null): Promise<T | null> {
    const previous = await this.open(previousOf(this.file));
    const usable = previous === null || previous instanceof DamagedError ? null : previous;
    const left = usable
      ? `the generation saved before it (${new Date(usable.savedAt).toISOString()}) was opened; later changes are missing`
      : 'no earlier generation of it can be read';
    if (problem) this.note(this.file, `${problem.message}; ${await setAside(this.access, this.file)}; ${left}`);
    else if (previous !== null) this.note(this.file, `is missing; ${left}`);
    return usable ? this.take(usable) : null;
  }

  private take(opened: Opened<T>): T {
    this.generation = Math.max(this.generation ?? 0, opened.generation);
    this.savedAt = opened.savedAt;
    this.version = opened.version;
    return opened.data;
  }

  private async open(file: string): Promise<Opened<T> | DamagedError | null> {
    const bytes = await readIfThere(this.access.fileSystem, file);
    if (bytes === null) return null;
    const { format } = this.kind;
    try {
      const { version, data, generation, savedAt } = parseDocument(bytes.toString('utf8'), nameOf(format));
      if (version > currentVersion(format)) throw newerVersion(nameIn(this.access, file));
      return { data: this.kind.parse(migrate(format, version, data)), generation, savedAt, version };
    } catch (error) {
      if (error instanceof DamagedError) return error;
      throw error;
    }
  }

  private note(file: string, what: string): void {
    this.access.damage.note(file, `${nameIn(this.access, file)} ${what}.`);
  }
}

const nameOf = (format: DocumentFormat): string => `shiplapse ${format}`;

function newerVersion(file: string): FailureError {
  return new FailureError(
    'read_only',
    `${file} was saved by a newer version of Shiplapse, so nothing is changed here; update Shiplapse to go on.`,
  );
}
