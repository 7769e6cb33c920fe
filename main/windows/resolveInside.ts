import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * The file that an address of ours names, or null where it is outside the folder, odd, no file, or not there. Links are
 * followed first, so that none leads out.
 */
export async function resolveInside(folder: string, url: string): Promise<string | null> {
  const name = nameOf(url);
  if (name === null) return null;
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(path.join(folder, name))]);
    const relative = path.relative(root, file);
    if (relative === '' || relative.startsWith('..') || path.isAbsolute(relative)) return null;
    return (await stat(file)).isFile() ? file : null;
  } catch {
    return null;
  }
}

/** What no file of the bundle has in its name is refused before the disk is asked. */
function nameOf(url: string): string | null {
  try {
    const { protocol, host, pathname } = new URL(url);
    const name = decodeURIComponent(pathname);
    if (protocol !== 'shiplapse:' || host !== 'app' || /[\0\\%]/.test(name)) return null;
    return name === '/' ? 'index.html' : name;
  } catch {
    return null;
  }
}
