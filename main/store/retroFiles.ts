import { Low } from 'lowdb';
import path from 'node:path';
import type { Instant } from '../domain/history/records';
import { FailureError } from '../failure';
import { DamageLog } from './damageLog';
import { DocumentAdapter } from './documents/documentAdapter';
import { mapDocument, firstMap, type MapDocument } from './documents/mapDocument';
import { retroDocument, type RetroDocument } from './documents/retroDocument';
import { HistoryFiles } from './history/historyFiles';
import { HistoryStore } from './historyStore';
import { nameIn, type StoreAccess } from './storeAccess';

/** One retro on disk: the user's work in one document, the imported history beside it. */
export class RetroFiles {
  readonly history: HistoryStore;
  private status: 'absent' | 'open' = 'absent';
  private readonly adapter: DocumentAdapter<RetroDocument>;
  private readonly low: Low<RetroDocument | null>;
  private readonly mapAdapter: DocumentAdapter<MapDocument>;
  private readonly map: Low<MapDocument>;

  constructor(
    private readonly access: StoreAccess,
    readonly name: string,
    private readonly folder: string,
  ) {
    this.adapter = new DocumentAdapter(access, path.join(folder, 'retro.json'), retroDocument(name));
    this.low = new Low<RetroDocument | null>(
      { read: () => this.adapter.read(), write: (data) => (data ? this.adapter.write(data) : Promise.resolve()) },
      null,
    );
    // Derived, so nobody is told when it is lost: the map is laid out again.
    const quiet = { ...access, damage: new DamageLog() };
    this.mapAdapter = new DocumentAdapter(quiet, path.join(folder, 'map.json'), mapDocument);
    this.map = new Low<MapDocument>(
      { read: () => this.mapAdapter.read(), write: (data) => this.mapAdapter.write(data) },
      firstMap,
    );
    this.history = new HistoryStore(access, name, new HistoryFiles(access, name, path.join(folder, 'history')));
  }

  get savedAt(): Instant | null {
    return this.adapter.savedAt;
  }

  /** Reads what is in the folder, if there is one. */
  async load(): Promise<void> {
    if ((await this.access.fileSystem.size(this.folder)) === null) return;
    this.status = 'open';
    await this.low.read();
    if (!this.low.data) {
      const file = path.join(this.folder, 'retro.json');
      this.access.damage.note(file, `${nameIn(this.access, file)} is missing; the history beside it is untouched.`);
    }
    await this.history.load();
  }

  /** The document as it was last saved; null where there is no such retro. */
  async document(): Promise<RetroDocument | null> {
    if (this.status === 'absent') await this.load();
    if (this.status === 'absent') return null;
    // Whoever holds the lock knows what is on the disk; others look again.
    if (this.access.readOnly !== null || !this.low.data) await this.low.read();
    if (this.low.data) return this.low.data;
    const sentence = `The retro “${this.name}” cannot be read, as its file is damaged or missing; put it back from a copy.`;
    throw new FailureError('storage', sentence);
  }

  /** Resolves when this very document is on the disk. */
  async save(document: RetroDocument): Promise<void> {
    this.low.data = document;
    try {
      await this.low.write();
    } catch (error) {
      // What counts now is what the disk has.
      this.low.data = null;
      throw error;
    }
  }

  /** How the map was last laid out and looked at. */
  async mapView(): Promise<MapDocument> {
    this.map.data = firstMap;
    await this.map.read();
    return this.map.data;
  }

  async saveMapView(document: MapDocument): Promise<void> {
    this.map.data = document;
    await this.map.write();
  }

  /** Writes a new retro; the folder becomes visible only afterwards. */
  async create(document: RetroDocument): Promise<void> {
    await this.access.fileSystem.makeFolder(path.join(this.folder, 'history'));
    await new HistoryFiles(this.access, this.name, path.join(this.folder, 'history')).create();
    await this.save(document);
  }

  /** Ends all use of the folder, which is about to be moved. */
  async leave(): Promise<void> {
    await this.adapter.settle();
    await this.mapAdapter.settle();
    await this.history.leave();
    this.status = 'absent';
  }
}
