import { nodeFileSystem, type FileSystem } from '../files/fileSystem';

/** Names of all that changes the disk. */
export const changes = [
  'makeFolder',
  'create',
  'write',
  'sync',
  'close',
  'syncFolder',
  'rename',
  'link',
  'remove',
  'removeFolder',
] as const;
export type Change = (typeof changes)[number];

/**
 * The real file system with something done around every operation that changes it. `before` may throw, which is what
 * a failing disk does.
 */
export function wrapFileSystem(around: {
  before?: (change: Change, path: string) => void;
  after?: (change: Change, path: string, detail: { to?: string; data?: Uint8Array }) => void;
}): FileSystem {
  const step = async <T>(
    change: Change,
    path: string,
    act: () => Promise<T>,
    detail: { to?: string; data?: Uint8Array } = {},
  ): Promise<T> => {
    around.before?.(change, path);
    const result = await act();
    around.after?.(change, path, detail);
    return result;
  };
  return {
    ...nodeFileSystem,
    makeFolder: (path) => step('makeFolder', path, () => nodeFileSystem.makeFolder(path)),
    create: async (path) => {
      const open = await step('create', path, () => nodeFileSystem.create(path));
      return {
        write: (data) => step('write', path, () => open.write(data), { data }),
        sync: () => step('sync', path, () => open.sync()),
        // A file that fails to close is closed all the same: tests must not run out of them.
        close: async () => {
          await open.close();
          await step('close', path, () => Promise.resolve());
        },
      };
    },
    syncFolder: (path) => step('syncFolder', path, () => nodeFileSystem.syncFolder(path)),
    rename: (from, to) => step('rename', from, () => nodeFileSystem.rename(from, to), { to }),
    link: (existing, path) => step('link', existing, () => nodeFileSystem.link(existing, path), { to: path }),
    remove: (path) => step('remove', path, () => nodeFileSystem.remove(path)),
    removeFolder: (path) => step('removeFolder', path, () => nodeFileSystem.removeFolder(path)),
  };
}
