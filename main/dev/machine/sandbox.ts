import fs from 'node:fs';
import path from 'node:path';

/** What decides whether Chromium can sandbox its pages. */
export interface SandboxFacts {
  isRoot: boolean;
  /** Ordinary users may not make user namespaces (Ubuntu 24.04's AppArmor, older Debian's kernel switch). */
  areNamespacesRestricted: boolean;
  /** The helper beside the executable belongs to root and has mode 4755. */
  isHelperPrivileged: boolean;
  /** The user turned the sandbox off by ELECTRON_DISABLE_SANDBOX. */
  isTurnedOff: boolean;
}

/** Throws the command to type where Chromium's sandbox, and so Electron, cannot start. Turning it off is the user's choice, not ours. */
export function requireSandbox(runtimeFolder: string): void {
  if (process.platform !== 'linux' || canSandbox(readFacts(runtimeFolder))) return;
  const helper = path.join(runtimeFolder, 'chrome-sandbox');
  throw new Error(
    `This system does not let ordinary users make the sandbox Electron needs. Run: sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  );
}

export function canSandbox(facts: SandboxFacts): boolean {
  return facts.isRoot || facts.isTurnedOff || facts.isHelperPrivileged || !facts.areNamespacesRestricted;
}

function readFacts(runtimeFolder: string): SandboxFacts {
  const helper = fs.statSync(path.join(runtimeFolder, 'chrome-sandbox'), { throwIfNoEntry: false });
  return {
    isRoot: process.getuid?.() === 0,
    areNamespacesRestricted:
      readSwitch('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
      readSwitch('/proc/sys/kernel/unprivileged_userns_clone') === '0',
    isHelperPrivileged: helper?.uid === 0 && (helper.mode & 0o4755) === 0o4755,
    isTurnedOff: Boolean(process.env['ELECTRON_DISABLE_SANDBOX']),
  };
}

function readSwitch(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
