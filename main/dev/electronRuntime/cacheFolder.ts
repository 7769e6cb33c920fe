import os from 'node:os';
import path from 'node:path';

/** Where prepared runtimes are kept between checkouts: XDG_CACHE_HOME/shiplapse, else ~/.cache/shiplapse. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const base = env['XDG_CACHE_HOME'];
  // The XDG specification tells programs to ignore a relative path here.
  return path.join(base && path.isAbsolute(base) ? base : path.join(os.homedir(), '.cache'), 'shiplapse');
}
