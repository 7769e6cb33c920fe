import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FileSystem } from '../files/fileSystem';
import { wrapFileSystem } from './wrapFileSystem';

interface FileNode {
  kind: 'file';
  /** What was written, and how much of it is surely on the disk. */
  data: Buffer;
  syncedBytes: number;
}
interface FolderNode {
  kind: 'folder';
  names: Map<string, Node>;
}
type Node = FileNode | FolderNode;

/** One change of names, which happens as a whole or not at all; surely so once its folder was synced. */
interface NameChange {
  steps: { folder: FolderNode; name: string; node: Node | null }[];
  isSynced: boolean;
}

/** How much of something not synced survives, from 0 to 1; of names, the newest change may go before older ones. */
export type Survival = (isNewestChange: boolean) => number;

export interface CutState {
  /** Number of operations that had been done. */
  after: number;
  write(folder: string): Promise<void>;
}

/**
 * Records what a program does to a folder and gives back the states a power cut may leave: names that were not synced
 * may be there or not, each for itself; data that was not synced may be there, in part, or not.
 */
export class PowerCut {
  readonly fileSystem: FileSystem;
  operations = 0;
  private readonly start: FolderNode = { kind: 'folder', names: new Map() };
  private readonly now: FolderNode = this.start;
  private readonly nameChanges: NameChange[] = [];

  constructor(
    private readonly root: string,
    /** Called after each operation, when states may be taken. */
    private readonly onOperation: (cut: PowerCut) => void,
  ) {
    this.fileSystem = wrapFileSystem({
      after: (change, file, { to, data }) => {
        switch (change) {
          case 'makeFolder':
            this.makeFolder(file);
            break;
          case 'create':
            this.setName([[file, { kind: 'file', data: Buffer.alloc(0), syncedBytes: 0 }]]);
            break;
          case 'write':
            this.fileAt(file).data = Buffer.concat([this.fileAt(file).data, data ?? Buffer.alloc(0)]);
            break;
          case 'sync':
            this.fileAt(file).syncedBytes = this.fileAt(file).data.length;
            break;
          case 'close':
            return;
          case 'syncFolder':
            this.syncFolder(this.at(file));
            break;
          case 'rename':
            if (this.at(file) !== this.at(to ?? ''))
              this.setName([
                [file, null],
                [to ?? '', this.at(file)],
              ]);
            break;
          case 'link':
            this.setName([[to ?? '', this.at(file)]]);
            break;
          case 'remove':
          case 'removeFolder':
            if (this.at(file)) this.setName([[file, null]]);
            break;
        }
        this.operations += 1;
        this.onOperation(this);
      },
    });
  }

  /** A state the disk may be in if the power fails now. `survives` decides, for each thing not synced, how much of it. */
  state(survives: Survival): CutState {
    const folders = new Map<FolderNode, Map<string, Node>>();
    const namesOf = (folder: FolderNode): Map<string, Node> => {
      const names = folders.get(folder) ?? new Map<string, Node>();
      folders.set(folder, names);
      return names;
    };
    for (const change of this.nameChanges) {
      if (!change.isSynced && survives(change === this.nameChanges.at(-1)) < 0.5) continue;
      for (const { folder, name, node } of change.steps) {
        if (node) namesOf(folder).set(name, node);
        else namesOf(folder).delete(name);
      }
    }
    const files: [string, Buffer][] = [];
    const walk = (folder: FolderNode, at: string): void => {
      for (const [name, node] of namesOf(folder)) {
        // A machine that lost power has another boot id, which this test cannot have: the lock is free by that.
        if (node === this.child(this.start, 'lock')) continue;
        if (node.kind === 'folder') walk(node, path.join(at, name));
        else files.push([path.join(at, name), keptData(node, survives)]);
      }
      if (namesOf(folder).size === 0) files.push([path.join(at, '.'), Buffer.alloc(0)]);
    };
    walk(this.start, '');
    return { after: this.operations, write: (folder) => writeAll(folder, files) };
  }

  private makeFolder(folder: string): void {
    const inside = path
      .relative(this.root, folder)
      .split(path.sep)
      .filter((part) => part !== '');
    inside.reduce((parent, name) => {
      const found = this.child(parent, name);
      if (found?.kind === 'folder') return found;
      const made: FolderNode = { kind: 'folder', names: new Map() };
      this.change([{ folder: parent, name, node: made }]);
      return made;
    }, this.now);
  }

  private setName(changes: [string, Node | null][]): void {
    this.change(
      changes.map(([file, node]) => {
        const folder = this.at(path.dirname(file));
        if (folder?.kind !== 'folder') throw new Error(`no folder for ${file}`);
        return { folder, name: path.basename(file), node };
      }),
    );
  }

  private change(steps: NameChange['steps']): void {
    for (const { folder, name, node } of steps) {
      if (node) folder.names.set(name, node);
      else folder.names.delete(name);
    }
    this.nameChanges.push({ steps, isSynced: false });
  }

  private syncFolder(folder: Node | null): void {
    for (const change of this.nameChanges) {
      // A file moved to another folder is surely there once that one was synced, not the one it came from.
      const added = change.steps.filter(({ node }) => node !== null);
      const deciding = added.length > 0 ? added : change.steps;
      if (deciding.some((step) => step.folder === folder)) change.isSynced = true;
    }
  }

  private fileAt(file: string): FileNode {
    const node = this.at(file);
    if (node?.kind !== 'file') throw new Error(`no file ${file}`);
    return node;
  }

  private at(file: string): Node | null {
    const inside = path
      .relative(this.root, file)
      .split(path.sep)
      .filter((part) => part !== '');
    return inside.reduce<Node | null>(
      (node, name) => (node?.kind === 'folder' ? this.child(node, name) : null),
      this.now,
    );
  }

  private child(folder: FolderNode, name: string): Node | null {
    return folder.names.get(name) ?? null;
  }
}

function keptData({ data, syncedBytes }: FileNode, survives: Survival): Buffer {
  if (syncedBytes === data.length) return data;
  return data.subarray(0, Math.max(syncedBytes, Math.round(data.length * survives(false))));
}

async function writeAll(folder: string, files: [string, Buffer][]): Promise<void> {
  for (const [file, data] of files) {
    const full = path.join(folder, file);
    await mkdir(file.endsWith('.') ? full : path.dirname(full), { recursive: true });
    if (!file.endsWith('.')) await writeFile(full, data);
  }
}
