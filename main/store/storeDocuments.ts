import { Low } from 'lowdb';
import path from 'node:path';
import type { Settings } from '../ipc/messages/settings';
import { DocumentAdapter } from './documents/documentAdapter';
import { currentVersion } from './documents/migrations';
import { firstSettings, settingsDocument } from './documents/settingsDocument';
import { storeDocument, type StoreDocument } from './documents/storeDocument';
import type { StoreAccess } from './storeAccess';

/** The two documents of the store itself: what it is, and the settings. */
export class StoreDocuments {
  private readonly storeFile: DocumentAdapter<StoreDocument>;
  private readonly settingsFile: DocumentAdapter<Settings>;
  private readonly store: Low<StoreDocument | null>;

  constructor(private readonly access: StoreAccess) {
    this.storeFile = new DocumentAdapter(access, path.join(access.root, 'store.json'), storeDocument);
    this.settingsFile = new DocumentAdapter(access, path.join(access.root, 'settings.json'), settingsDocument);
    const write = (data: StoreDocument | null) => (data ? this.storeFile.write(data) : Promise.resolve());
    this.store = new Low<StoreDocument | null>({ read: () => this.storeFile.read(), write }, null);
  }

  /** `isEmpty` tells a store to be made from one that lost its file. */
  async open({ isEmpty }: { isEmpty: boolean }): Promise<void> {
    await this.store.read();
    const settings = await this.settingsFile.read();
    const wasThere = this.store.data !== null || !isEmpty;
    if (wasThere && !this.store.data) this.note('store.json', 'is missing; the retros beside it are untouched');
    if (wasThere && !settings) this.note('settings.json', 'is missing; the settings are those of a first start');
    if (this.access.readOnly !== null) return;
    if (!wasThere) {
      // Last of all, as it says that the store is complete.
      if (!settings) await this.settingsFile.write(firstSettings);
      await this.ready();
    } else if (this.store.data && this.storeFile.version !== currentVersion('store')) await this.store.write();
  }

  /** Before the first change: the folder is a store from here on. */
  async ready(): Promise<void> {
    if (this.store.data) return;
    this.store.data = { createdAt: this.access.now() };
    await this.store.write();
  }

  async settings(): Promise<Settings> {
    return (await this.settingsFile.read()) ?? firstSettings;
  }

  saveSettings(settings: Settings): Promise<void> {
    return this.settingsFile.write(settings);
  }

  async settle(): Promise<void> {
    await this.settingsFile.settle();
  }

  private note(file: string, what: string): void {
    this.access.damage.note(path.join(this.access.root, file), `${file} ${what}.`);
  }
}
