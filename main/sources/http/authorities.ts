import { readFileSync } from 'node:fs';
import tls from 'node:tls';

/** What newer Node versions know of certificate authorities. */
interface NewerTls {
  getCACertificates?: (type: 'default' | 'system') => string[];
}

/** Where Linux distributions keep the authorities that the machine trusts, in one file. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

let made: tls.SecureContext | null = null;

/** Trusts whom the machine trusts: Mozilla's authorities, those of the system, and those the environment names. Made once. */
export function machineTrust(): tls.SecureContext {
  made ??= tls.createSecureContext({ ca: authorities(process.env) });
  return made;
}

function authorities(env: NodeJS.ProcessEnv): string[] {
  const { getCACertificates } = tls as NewerTls;
  const known = getCACertificates?.('default') ?? [...tls.rootCertificates, ...ofFile(env.NODE_EXTRA_CA_CERTS)];
  const system = getCACertificates?.('system') ?? [];
  return [...new Set([...known, ...system, ...ofFile(env.SSL_CERT_FILE ?? firstBundle())])];
}

/** The first that is there; only Linux and the BSDs keep them in a file. */
function firstBundle(): string | undefined {
  return process.platform === 'win32' ? undefined : bundles.find((file) => ofFile(file).length > 0);
}

function ofFile(file: string | undefined): string[] {
  if (!file) return [];
  try {
    return readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  } catch {
    // A file that is not there vouches for nobody.
    return [];
  }
}
