import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** What Electron needs of a Linux system and did not find: shared libraries by name, programs by name. */
export interface MissingParts {
  libraries: string[];
  programs: string[];
}

/** Looks with `ldd` at every binary of an Electron folder. Nothing is missing where the question makes no sense (macOS, Windows). */
export function findMissingParts(runtimeFolder: string, needsDisplay: boolean): MissingParts {
  if (process.platform !== 'linux') return { libraries: [], programs: [] };
  const binaries = fs
    .readdirSync(runtimeFolder)
    .filter((name) => ['electron', 'chrome_crashpad_handler'].includes(name) || /\.so(\.\d+)*$/.test(name))
    .map((name) => path.join(runtimeFolder, name));
  const ldd = spawnSync('ldd', binaries, {
    encoding: 'utf8',
    // Electron's own libraries lie beside the executable.
    env: { ...process.env, LD_LIBRARY_PATH: runtimeFolder },
  });
  return {
    libraries: ldd.error ? [] : parseMissingLibraries(ldd.stdout),
    programs: needsDisplay && !isProgramThere('Xvfb') ? ['Xvfb'] : [],
  };
}

/** The libraries that `ldd` printed as "not found", each once, in order. */
export function parseMissingLibraries(lddOutput: string): string[] {
  const names = [...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '');
  return [...new Set(names)].sort();
}

export function isProgramThere(name: string, env: NodeJS.ProcessEnv = process.env): boolean {
  const folders = (env['PATH'] ?? '').split(path.delimiter);
  return folders.some((folder) => folder !== '' && fs.existsSync(path.join(folder, name)));
}
