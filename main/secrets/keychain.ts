/** What the machine offers for keeping secrets. `weak`: only scrambled with a word that every machine has. */
export type KeychainState = 'safe' | 'weak' | 'none';

/** The one way to the machine's keychain. */
export interface Keychain {
  state(): Promise<KeychainState>;
  /** Its name; a secret kept by another one cannot be read. */
  backend(): string;
  encrypt(secret: string): Promise<Buffer>;
  /** Throws where it was encrypted by somebody else, or elsewhere. */
  decrypt(kept: Buffer): Promise<string>;
}
