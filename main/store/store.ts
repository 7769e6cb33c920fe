import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Instant } from '../domain/history/records';
import type { Retro } from '../domain/retro/retro';
import { FailureError } from '../failure';
import type { LibraryEntry } from '../ipc/messages/library';
import type { Settings } from '../ipc/messages/settings';
import type { MapDocument } from './documents/mapDocument';
import { emptyJournal, type Journal, type RetroDocument } from './documents/retroDocument';
import { listIfThere } from './files/durableWrite';
import { storageFailure } from './files/storageFailure';
import type { HistoryStore } from './historyStore';
import type { StoreLock } from './lock/storeLock';
import { enterStore, removeLeftovers, type OpenOptions } from './openStore';
import { RetroFiles } from './retroFiles';
import { checkFolderName } from './retroName';
import { refuseIfReadOnly, type StoreAccess } from './storeAccess';
import { StoreDocuments } from './storeDocuments';
import { summariseRetro } from './summariseRetro';

export type { MapDocument } from './documents/mapDocument';
export type { Journal, JournalStep } from './documents/retroDocument';
export type { OpenOptions } from './openStore';
export type RetroSummary = LibraryEntry;

/** How many steps of a journal are kept. */
const journalSteps = 200;

/**
 * Opens the store in a folder, and makes it where there is none. Where it may not be written (another process holds the
 * lock, a newer version made it, the disk is read-only) it opens for reading and says why. Throws only where the folder
 * can be neither made nor read.
 */
export async function openStore(folder: string, options: OpenOptions = {}): Promise<Store> {
  const { access, lock } = await enterStore(folder, options);
  const store = new Store(access, lock);
  try {
    await store.prepare();
    return store;
  } catch (error) {
    await lock?.release();
    throw storageFailure(error, `The store in ${access.root}`, access.root, null);
  }
}

/** Retros and settings on disk. Every promise of a change resolves when the change would survive a power cut. */
export class Store {
  private readonly documents: StoreDocuments;
  private readonly retroFiles = new Map<string, RetroFiles>();
  private lastMove: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly access: StoreAccess,
    private readonly lock: StoreLock | null,
  ) {
    this.documents = new StoreDocuments(access);
  }

  /** Why nothing can be changed, as a sentence; null where everything can. */
  get readOnly(): string | null {
    return this.access.readOnly;
  }

  /** What could not be read so far, in sentences; empty where all is well. */
  get damage(): string[] {
    return this.access.damage.sentences;
  }

  /** Called by `openStore`: looks at every document, so that damage is told at once. */
  async prepare(): Promise<void> {
    const names = await this.names();
    const writable = this.access.readOnly === null;
    if (writable) await removeLeftovers(this.access, names);
    await this.documents.open({ isEmpty: names.length === 0 });
    for (const name of names) await this.loadRetro(name);
    if (!writable || this.damage.length > 0) return;
    for (const name of names) await this.files(name).history.tidy();
  }

  /** One line for each retro, by name. Reads no segment. */
  async retros(): Promise<RetroSummary[]> {
    const summaries: RetroSummary[] = [];
    for (const name of await this.names()) {
      const files = this.files(name);
      const document = await files.document().catch(unreadable);
      if (document) summaries.push(summariseRetro(document.retro, files.history, files.savedAt));
    }
    return summaries;
  }

  /** Null where there is none of that name. Throws `storage` where it is there and cannot be read. */
  async retro(name: string): Promise<Retro | null> {
    return (await this.files(name).document())?.retro ?? null;
  }

  async createRetro(retro: Retro): Promise<void> {
    refuseIfReadOnly(this.access);
    await this.inTurn(async () => {
      const name = checkFolderName(retro.name);
      const twin = (await this.names()).find((other) => other.toLowerCase() === name.toLowerCase());
      if (twin) throw new FailureError('wrong_input', `There is a retro “${twin}” already; choose another name.`);
      await this.documents.ready();
      const making = path.join(this.access.root, 'making', randomUUID());
      try {
        await new RetroFiles(this.access, name, making).create({ retro, journal: emptyJournal });
        await this.move(making, this.folderOf(name));
      } catch (error) {
        await this.access.fileSystem.removeFolder(making).catch(() => undefined);
        throw storageFailure(error, `The retro “${name}”`, this.access.root, null);
      }
      await this.files(name).load();
    });
  }

  /** Saves the user's work; its journal stays as it is. */
  async saveRetro(retro: Retro): Promise<void> {
    const { files, document } = await this.toChange(retro.name);
    await files.save({ ...document, retro });
  }

  /** What can be undone and redone. */
  async journal(name: string): Promise<Journal> {
    return (await this.files(name).document())?.journal ?? emptyJournal;
  }

  /** Saves the user's work and its journal in one step; of a longer journal the oldest steps are forgotten. */
  async saveRetroWithJournal(retro: Retro, journal: Journal): Promise<void> {
    const { files, document } = await this.toChange(retro.name);
    const kept = { done: journal.done.slice(-journalSteps), undone: journal.undone.slice(-journalSteps) };
    await files.save({ ...document, retro, journal: kept });
  }

  /** The folder in which the retro's notes were last exchanged with teammates; null where there was none. */
  async sharedFolder(name: string): Promise<string | null> {
    return (await this.files(name).document())?.sharedFolder ?? null;
  }

  async saveSharedFolder(name: string, sharedFolder: string): Promise<void> {
    const { files, document } = await this.toChange(name);
    await files.save({ ...document, sharedFolder });
  }

  /** How the map of a retro was last laid out and looked at; empty for a retro that is not there. */
  mapView(name: string): Promise<MapDocument> {
    return this.files(name).mapView();
  }

  /** Throws where the retro is not there (any more) or nothing may be written. */
  async saveMapView(name: string, document: MapDocument): Promise<void> {
    const { files } = await this.toChange(name);
    await files.saveMapView(document);
  }

  /** When the retro was last durably saved. */
  savedAt(name: string): Instant | null {
    return this.files(name).savedAt;
  }

  /** The imported history of a retro, also of one that is not there yet (then nothing can be committed to it). */
  history(name: string): HistoryStore {
    return this.files(name).history;
  }

  /** Moves a retro to the trash, where `restoreRetro` finds it until `emptyTrash`. */
  async removeRetro(name: string): Promise<void> {
    refuseIfReadOnly(this.access);
    await this.inTurn(async () => {
      const files = this.files(name);
      if (!(await this.names()).includes(name)) throw noSuchRetro(name);
      await files.leave();
      const place = path.join(this.trash, `${name}~${String((await this.trashed(name)).length + 1)}`);
      await this.moveOrFail(name, this.folderOf(name), place);
      this.retroFiles.delete(name);
    });
  }

  /** Puts back what `removeRetro` took away last under this name. */
  async restoreRetro(name: string): Promise<void> {
    refuseIfReadOnly(this.access);
    await this.inTurn(async () => {
      const last = (await this.trashed(name)).at(-1);
      if (last === undefined) throw new FailureError('not_found', `There is no removed retro “${name}” to put back.`);
      if ((await this.names()).includes(name)) {
        throw new FailureError('wrong_input', `There is a retro “${name}” again; remove that one first.`);
      }
      await this.moveOrFail(name, path.join(this.trash, last), this.folderOf(name));
      await this.files(name).load();
    });
  }

  /** Removes for good what was removed. */
  async emptyTrash(): Promise<void> {
    refuseIfReadOnly(this.access);
    await this.inTurn(() => this.access.fileSystem.removeFolder(this.trash));
  }

  settings(): Promise<Settings> {
    return this.documents.settings();
  }

  async saveSettings(settings: Settings): Promise<void> {
    refuseIfReadOnly(this.access);
    await this.documents.saveSettings(settings);
  }

  /** Waits for what is being written, then lets others write. */
  async close(): Promise<void> {
    await this.lastMove;
    await this.documents.settle();
    for (const files of this.retroFiles.values()) await files.leave();
    await this.lock?.release();
  }

  /** Throws where the retro is not there (any more) or nothing may be written. */
  private async toChange(name: string): Promise<{ files: RetroFiles; document: RetroDocument }> {
    refuseIfReadOnly(this.access);
    const files = this.files(name);
    const document = await files.document();
    if (!document) throw noSuchRetro(name);
    return { files, document };
  }

  private async loadRetro(name: string): Promise<void> {
    try {
      await this.files(name).load();
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      this.access.damage.note(name, error.message);
    }
  }

  private files(name: string): RetroFiles {
    const found = this.retroFiles.get(name);
    if (found) return found;
    const made = new RetroFiles(this.access, checkFolderName(name), this.folderOf(name));
    this.retroFiles.set(name, made);
    return made;
  }

  private async names(): Promise<string[]> {
    return (await listIfThere(this.access.fileSystem, path.join(this.access.root, 'retros'))).filter(isName).sort();
  }

  /** Removed retros of a name, the last one last. */
  private async trashed(name: string): Promise<string[]> {
    const numbers = (await listIfThere(this.access.fileSystem, this.trash))
      .filter((folder) => folder.slice(0, folder.lastIndexOf('~')) === name)
      .map((folder) => Number(folder.slice(folder.lastIndexOf('~') + 1)));
    return numbers.sort((a, b) => a - b).map((number) => `${name}~${String(number)}`);
  }

  private async moveOrFail(name: string, from: string, to: string): Promise<void> {
    try {
      await this.move(from, to);
    } catch (error) {
      throw storageFailure(error, `The retro “${name}”`, this.access.root, null);
    }
  }

  /** Durable like any other rename: both folders are synced. */
  private async move(from: string, to: string): Promise<void> {
    const { fileSystem, root } = this.access;
    await fileSystem.makeFolder(path.dirname(to));
    await fileSystem.syncFolder(root);
    await fileSystem.rename(from, to);
    await fileSystem.syncFolder(path.dirname(to));
    await fileSystem.syncFolder(path.dirname(from));
  }

  private async inTurn(step: () => Promise<void>): Promise<void> {
    const done = this.lastMove.then(step);
    this.lastMove = done.catch(() => undefined);
    await done;
  }

  private get trash(): string {
    return path.join(this.access.root, 'trash');
  }

  private folderOf(name: string): string {
    return path.join(this.access.root, 'retros', name);
  }
}

function isName(name: string): boolean {
  try {
    return checkFolderName(name) === name;
  } catch {
    return false;
  }
}

/** A retro that cannot be read is among the damage; the others are listed all the same. */
function unreadable(error: unknown): null {
  if (error instanceof FailureError) return null;
  throw error;
}

function noSuchRetro(name: string): FailureError {
  return new FailureError('not_found', `There is no retro “${name}” in this store.`);
}
