import { spawnSync } from 'node:child_process';

/**
 * What Electron needs on a Debian or Ubuntu without a desktop; everything else comes along with these. Each line lists the
 * names one package goes by: Debian 13 and Ubuntu 24.04 renamed some for their 64-bit time_t.
 */
const electronPackages = [['libgtk-3-0t64', 'libgtk-3-0'], ['libnss3'], ['libasound2t64', 'libasound2'], ['libgbm1']];
const displayPackages = [['xvfb'], ['xauth']];

/** The packages to ask for here; `isKnown` says whether the system's package lists have a name. */
export function electronPackageNames(needsDisplay: boolean, isKnown: (name: string) => boolean): string[] {
  const wanted = needsDisplay ? [...electronPackages, ...displayPackages] : electronPackages;
  // Where the lists know none of the names, the oldest name makes the error message one can search for.
  return wanted.map((names) => names.find(isKnown) ?? names.at(-1) ?? '');
}

/** Whether `apt-cache` knows a package one could really install (a purely virtual name has no version). */
export function isKnownPackage(name: string): boolean {
  const shown = spawnSync('apt-cache', ['show', '--no-all-versions', name], { encoding: 'utf8' });
  return shown.status === 0 && /^Version:/m.test(shown.stdout);
}
