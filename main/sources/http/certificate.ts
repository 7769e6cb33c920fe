import type { PeerCertificate } from 'node:tls';
import { FailureError, type CertificateFacts } from '../../failure';

/** One certificate that somebody trusts for one server, though nothing else vouches for it. */
export interface TrustedCertificate {
  /** `HOST:PORT`, or `HOST` for every port of it. */
  host: string;
  /** SHA-256 of the certificate: 64 hexadecimal digits in pairs, `AB:CD:…`. */
  fingerprint: string;
}

type Problem = CertificateFacts['problem'];

/**
 * Null where the certificate may be used: it is in order and nobody trusted another one for this server, or it is the very
 * one that somebody trusted. `error` is what checking it came to: a code of OpenSSL or Node, null where all is well.
 */
export function judgeCertificate(
  shown: PeerCertificate,
  server: { host: string; port: number },
  error: string | null,
  trusted: readonly TrustedCertificate[],
): FailureError | null {
  const own = trusted.find((one) => isFor(one, server));
  const fingerprint = shown.fingerprint256 || '';
  if (own?.fingerprint === fingerprint) return null;
  if (!own && error === null) return null;
  const facts = {
    host: shownHost(server),
    fingerprint,
    subject: nameOf(shown.subject) || 'unnamed',
    issuer: nameOf(shown.issuer) || 'unnamed',
    names: namesOf(shown),
    validFrom: momentOf(shown.valid_from),
    validTo: momentOf(shown.valid_to),
    problem: own ? ('changed' as const) : problemOf(error ?? ''),
    trusted: own?.fingerprint ?? null,
  };
  const before = own ? ` (it was SHA256:${own.fingerprint})` : '';
  const reason = reasonOf(facts);
  return new FailureError(
    'untrusted_certificate',
    `${reason.replace(/\.$/, '')}${before}: its fingerprint is SHA256:${fingerprint}.`,
    { certificate: { ...facts, reason } },
  );
}

/** A fingerprint as people write it (with or without `SHA256:` and colons), in the form above; null where it is none. */
export function parseFingerprint(text: string): string | null {
  const digits = text
    .trim()
    .replace(/^sha-?256\s*[:=]?\s*(fingerprint\s*[:=]\s*)?/i, '')
    .replace(/[:\s]/g, '')
    .toUpperCase();
  return /^[0-9A-F]{64}$/.test(digits) ? (digits.match(/../g) ?? []).join(':') : null;
}

function isFor({ host }: TrustedCertificate, server: { host: string; port: number }): boolean {
  const wanted = host.toLowerCase();
  const bare = server.host.toLowerCase();
  return wanted === bare || wanted === `${bare}:${server.port}`;
}

function shownHost({ host, port }: { host: string; port: number }): string {
  return `${host}:${port}`;
}

function problemOf(code: string): Problem {
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return 'selfSigned';
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return 'unknownIssuer';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'wrongHost';
    case 'CERT_HAS_EXPIRED':
      return 'expired';
    case 'CERT_NOT_YET_VALID':
      return 'notYetValid';
    default:
      return 'broken';
  }
}

function reasonOf(facts: Omit<CertificateFacts, 'reason'>): string {
  const start = `Nothing was sent to ${facts.host}`;
  const trustIt = 'or trust this one certificate by its fingerprint, if you know that it is right.';
  switch (facts.problem) {
    case 'selfSigned':
      return `${start}, as its certificate is signed by itself and nothing proves that it is this server; compare it with the server's own, ${trustIt}`;
    case 'unknownIssuer':
      return `${start}, as its certificate is signed by “${facts.issuer}”, which this machine does not know; add that authority to the machine, ${trustIt}`;
    case 'wrongHost':
      return `${start}, as its certificate is made for ${facts.names.join(', ') || `“${facts.subject}”`}, not for this address; check the address, ${trustIt}`;
    case 'expired':
      return `${start}, as its certificate expired on ${day(facts.validTo)}; have it renewed, ${trustIt}`;
    case 'notYetValid':
      return `${start}, as its certificate is valid only from ${day(facts.validFrom)}; check the clock of this machine, ${trustIt}`;
    case 'changed':
      return `${start}, as its certificate has changed since it was trusted; ask whoever runs the server whether they changed it, ${trustIt}`;
    case 'broken':
      return `${start}, as its certificate cannot be checked; ask whoever runs the server, ${trustIt}`;
  }
}

function day(moment: string | null): string {
  return moment?.slice(0, 10) ?? 'a day that cannot be read';
}

function momentOf(text: string): string | null {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** The common name, else the organisation. Certificates are written by strangers: bounded, and in one line. */
function nameOf(of: Partial<Record<string, string | string[]>> | undefined): string {
  const found = of?.['CN'] ?? of?.['O'] ?? of?.['OU'] ?? '';
  return oneLine(Array.isArray(found) ? found.join(', ') : found);
}

function namesOf({ subjectaltname }: PeerCertificate): string[] {
  const names = (subjectaltname ?? '').split(/,\s*/).map((name) => oneLine(name.replace(/^(DNS|IP Address):/, '')));
  return names.filter((name) => name !== '').slice(0, 20);
}

function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ').slice(0, 200);
}
