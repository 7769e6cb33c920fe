import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Low } from 'lowdb';
import type { FailureError } from '../../failure';
import { DocumentAdapter } from '../documents/documentAdapter';
import { storageFailure } from '../files/storageFailure';
import { nameIn, type StoreAccess } from '../storeAccess';
import {
  manifestDocument,
  sourceNotesDocument,
  type Manifest,
  type SegmentEntry,
  type SourceNotes,
  type SourceState,
} from './manifest';
import { Segments } from './segments';

/** A history as its manifest has it. */
export interface HistoryState {
  id: string;
  segments: readonly SegmentEntry[];
  sources: readonly SourceState[];
}

/** Reads and writes the files of one history: manifest, notes beside it, segments. */
export class HistoryFiles {
  readonly segments: Segments;
  private readonly manifest: Low<Manifest | null>;
  private readonly manifestFile: DocumentAdapter<Manifest>;
  private readonly notes: Low<SourceNotes | null>;

  constructor(
    private readonly access: StoreAccess,
    private readonly retro: string,
    private readonly folder: string,
  ) {
    this.segments = new Segments(access, path.join(folder, 'segments'));
    this.manifestFile = new DocumentAdapter(access, path.join(folder, 'manifest.json'), manifestDocument(retro));
    this.manifest = new Low<Manifest | null>(nullable(this.manifestFile), null);
    const notesFile = new DocumentAdapter(access, path.join(folder, 'sources.json'), sourceNotesDocument);
    this.notes = new Low<SourceNotes | null>(nullable(notesFile), null);
  }

  /** Begins an empty history in a new folder. */
  async create(): Promise<void> {
    await this.access.fileSystem.makeFolder(this.segments.folder);
    const { id } = await this.swap([], []);
    await this.note(id, []);
    await this.access.fileSystem.syncFolder(this.folder);
  }

  /** Null where the manifest cannot be read, which is then among the damage. */
  async load(): Promise<HistoryState | null> {
    this.manifest.data = null;
    this.notes.data = null;
    await Promise.all([this.manifest.read(), this.notes.read()]);
    return this.state(this.manifest, this.notes);
  }

  private state(
    { data: manifest }: Low<Manifest | null>,
    { data: notes }: Low<SourceNotes | null>,
  ): HistoryState | null {
    if (!manifest) {
      this.noteMissing('manifest.json', 'is missing; the segments beside it are untouched');
      return null;
    }
    if (!notes) this.noteMissing('sources.json', 'is missing; what the manifest says of the sources was taken');
    const { id, segments, sources } = manifest;
    return { id, segments, sources: notes?.beside === id ? notes.sources : sources };
  }

  /** Commits: from here on these are the records, and this is what is known of their sources. */
  async swap(segments: readonly SegmentEntry[], sources: readonly SourceState[]): Promise<HistoryState> {
    const next = { id: randomUUID(), retro: this.retro, segments: [...segments], sources: [...sources] };
    this.manifest.data = next;
    await this.manifest.write();
    return next;
  }

  /** Notes what is known of the sources while the records stay as they are. */
  async note(beside: string, sources: readonly SourceState[]): Promise<void> {
    this.notes.data = { beside, sources: [...sources] };
    await this.notes.write();
  }

  /** Keeps what this and the previous generation name, so that both can be opened. */
  async collectGarbage(state: HistoryState): Promise<void> {
    const previous = await this.manifestFile.previous();
    const named = [...state.segments, ...(previous?.segments ?? [])];
    await this.segments.removeAllBut(new Set(named.map(({ file }) => file)));
  }

  failure(error: unknown): FailureError {
    return storageFailure(error, `The history of “${this.retro}”`, this.folder, null);
  }

  private noteMissing(name: string, what: string): void {
    const file = path.join(this.folder, name);
    this.access.damage.note(file, `${nameIn(this.access, file)} ${what}.`);
  }
}

/** lowdb keeps its old data where an adapter reads nothing; here nothing is told from empty by null. */
function nullable<T>(adapter: DocumentAdapter<T>) {
  return {
    read: (): Promise<T | null> => adapter.read(),
    write: (data: T | null): Promise<void> => (data === null ? Promise.resolve() : adapter.write(data)),
  };
}
