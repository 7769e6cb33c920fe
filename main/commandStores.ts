import type { OpenedRetro, Terminal } from './commands/command';
import { Engine } from './engine/engine';
import { isRetroFile } from './engine/retroName';
import { FailureError } from './failure';
import { isThere, newRetroFile, openRetroFile, type OpenedRetroFile } from './retroFile/openRetroFile';
import { openStore, type Store } from './store/store';

/** What one command works on: the store, or a retro file named in place of a retro. Opened on first use. */
export class CommandStores {
  private store: Store | null = null;
  private file: OpenedRetroFile | null = null;
  private isChanging = false;

  constructor(
    private readonly folder: string,
    private readonly terminal: Terminal,
  ) {}

  async engine(access: 'read' | 'write'): Promise<Engine> {
    this.store ??= await openStore(this.folder, { lock: access });
    for (const sentence of this.store.damage) this.terminal.note(sentence);
    if (access === 'write' && this.store.readOnly !== null) throw new FailureError('read_only', this.store.readOnly);
    const openWriter = (): Promise<Store> => openStore(this.folder, { lock: 'write' });
    return new Engine(this.store, Date.now, access === 'read' ? openWriter : null);
  }

  /** `mayBeNew`: for an import, which makes the retro file it is given. */
  async open(word: string, access: 'read' | 'write', how: { mayBeNew: boolean }): Promise<OpenedRetro> {
    if (!isRetroFile(word)) return { engine: await this.engine(access), name: word };
    const isNew = how.mayBeNew && !(await isThere(word));
    const opened = isNew ? await newRetroFile(word) : await openRetroFile(word);
    this.file = opened;
    for (const sentence of opened.problems) this.terminal.note(sentence);
    this.isChanging = access === 'write';
    if (this.isChanging) await this.signAs(opened.store);
    return { engine: new Engine(opened.store), name: opened.name };
  }

  /** Writes a changed retro file back. Also what a command that failed had done by then: the next call goes on from there. */
  async save(): Promise<void> {
    if (this.isChanging) await this.file?.save();
  }

  async close(): Promise<void> {
    await this.store?.close();
    await this.file?.close();
  }

  /** Whoever changes a retro file signs as in their own store, of which nothing else is read. */
  private async signAs(store: Store): Promise<void> {
    const own = await openStore(this.folder, { lock: 'read' });
    try {
      await store.saveSettings({ ...(await store.settings()), author: (await own.settings()).author });
    } finally {
      await own.close();
    }
  }
}
