import { spawnSync } from 'node:child_process';
import { electronPackageNames, isKnownPackage } from './debianPackages';
import { findMissingParts, isProgramThere } from './missingParts';
import type { MissingParts } from './missingParts';

/**
 * Makes sure Electron can start here. As root on Debian or Ubuntu it installs what is missing; anybody else gets an error with
 * the exact command. Does nothing, quickly, when all is there.
 */
export function prepareMachine(runtimeFolder: string, needsDisplay: boolean): void {
  const missing = findMissingParts(runtimeFolder, needsDisplay);
  if (isComplete(missing)) return;
  const list = [...missing.libraries, ...missing.programs].join(', ');
  if (!isProgramThere('apt-get'))
    throw new Error(`Electron needs what this system lacks: ${list}. Install it and try again.`);
  if (process.getuid?.() !== 0) {
    throw new Error(`Electron needs what this system lacks: ${list}. Run: ${commandFor(needsDisplay)}`);
  }
  process.stderr.write(`Installing what Electron needs and this system lacks: ${list} …\n`);
  install(needsDisplay);
  const still = findMissingParts(runtimeFolder, needsDisplay);
  if (isComplete(still)) return;
  throw new Error(`Still missing after installing: ${[...still.libraries, ...still.programs].join(', ')}.`);
}

function isComplete(missing: MissingParts): boolean {
  return missing.libraries.length === 0 && missing.programs.length === 0;
}

function commandFor(needsDisplay: boolean): string {
  const names = electronPackageNames(needsDisplay, isKnownPackage);
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

function install(needsDisplay: boolean): void {
  // The names are asked for after the update: a fresh system knows none before.
  runApt(['update']);
  runApt(['install', '-y', '--no-install-recommends', ...electronPackageNames(needsDisplay, isKnownPackage)]);
}

/** apt and dpkg talk by the page; what they said is shown when it went wrong. */
function runApt(args: string[]): void {
  const apt = spawnSync('apt-get', ['-qq', ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (apt.status === 0) return;
  process.stderr.write(apt.stdout + apt.stderr);
  throw new Error(`apt-get ${args.join(' ')} failed (exit ${apt.status}); see its words above.`);
}
