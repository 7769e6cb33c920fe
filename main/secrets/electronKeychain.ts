import { safeStorage } from 'electron';
import type { Keychain } from './keychain';

/** The calls of current Electron, and those of the older runtime that development may run on. */
interface Calls {
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(secret: string): Promise<Buffer>;
  decryptStringAsync?(kept: Buffer): Promise<{ result: string }>;
  isEncryptionAvailable(): boolean;
  encryptString(secret: string): Buffer;
  decryptString(kept: Buffer): string;
}
const calls: Calls = safeStorage;

/** The machine's keychain through Electron. Only ask it once the app is ready. */
export const electronKeychain: Keychain = {
  async state() {
    const isThere = calls.isAsyncEncryptionAvailable
      ? await calls.isAsyncEncryptionAvailable()
      : calls.isEncryptionAvailable();
    if (!isThere) return 'none';
    return this.backend() === 'basic_text' ? 'weak' : 'safe';
  },
  backend: () => (process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : process.platform),
  encrypt: async (secret) =>
    calls.encryptStringAsync ? calls.encryptStringAsync(secret) : calls.encryptString(secret),
  decrypt: async (kept) =>
    calls.decryptStringAsync ? (await calls.decryptStringAsync(kept)).result : calls.decryptString(kept),
};
