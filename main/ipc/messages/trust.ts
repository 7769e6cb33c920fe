import type { CertificateFacts } from '../../failure';
import type { SourceKind } from '../../sources/source';

/** The server a token is for, its address as people type it. */
export interface TokenOf {
  kind: SourceKind;
  url: string;
}

export interface TokenState {
  /** `unreadable`: kept by a keychain that is not there any more. */
  has: 'none' | 'session' | 'kept' | 'unreadable';
  /** `weak`: whoever can read the file can read the token. */
  keychain: 'safe' | 'weak' | 'none';
}

/** A certificate that somebody trusts for one server (`HOST:PORT`). */
export type TrustedByUser = Pick<
  CertificateFacts,
  'host' | 'fingerprint' | 'subject' | 'issuer' | 'validFrom' | 'validTo'
>;
