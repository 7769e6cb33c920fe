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
    // Without a password manager Electron encrypts with a word that is the same everywhere, and only once it is told to.
    if (this.backend() === 'basic_text') return 'weak';
    const isThere = calls.isAsyncEncryptionAvailable
      ? await calls.isAsyncEncryptionAvailable()
      : calls.isEncryptionAvailable();
    return isThere ? 'safe' : 'none';
  },
  backend: () => (process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : process.platform),
  encrypt: async (secret) => {
    allowWeak();
    return calls.encryptStringAsync ? calls.encryptStringAsync(secret) : calls.encryptString(secret);
  },
  decrypt: async (kept) => {
    allowWeak();
    return calls.decryptStringAsync ? (await calls.decryptStringAsync(kept)).result : calls.decryptString(kept);
  },
};

/** Somebody agreed to it: nothing is ever encrypted, or was, unless they did. */
function allowWeak(): void {
  if (electronKeychain.backend() === 'basic_text') safeStorage.setUsePlainTextEncryption(true);
}
