import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

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
    .filter(([fuse, isOn]) => wire[FuseV1Options[fuse]] !== (isOn ? FuseState.ENABLE : FuseState.DISABLE))
    .map(([fuse, isOn]) => `${fuse} should be ${isOn ? 'on' : 'off'}`);
}
