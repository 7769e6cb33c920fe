import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** How the wire spells its states: the digits 0 and 1. */
const [off, on] = ['0', '1'].map((digit) => digit.charCodeAt(0));

/** The fuses a shipped build must have. Asar integrity is set everywhere, though Electron heeds it on macOS and Windows only. */
export const shippedFuses: ReadonlyArray<[fuse: keyof typeof FuseV1Options, isOn: boolean]> = [
  ['RunAsNode', false],
  ['EnableCookieEncryption', true],
  ['EnableNodeOptionsEnvironmentVariable', false],
  ['EnableNodeCliInspectArguments', false],
  ['EnableEmbeddedAsarIntegrityValidation', true],
  ['OnlyLoadAppFromAsar', true],
  ['GrantFileProtocolExtraPrivileges', false],
];

/** Reads the fuses back from a packaged executable; returns those that are not as they must be, as words. */
export async function findWrongFuses(executable: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(executable);
  return shippedFuses
    .filter(([fuse, isOn]) => Number(wire[FuseV1Options[fuse]]) !== (isOn ? on : off))
    .map(([fuse, isOn]) => `${fuse} should be ${isOn ? 'on' : 'off'}`);
}
