import { configuredUrl } from '../sources/http/address';
import { parseFingerprint, type TrustedCertificate } from '../sources/http/certificate';
import { proxyOfEnvironment } from '../sources/http/proxy';
import type { Network } from '../sources/http/transport';
import { UsageError } from './command';

/** The way to a server as the environment and `--trust-certificate HOST=SHA256:…` say it. */
export function networkOf(url: string | undefined, trusts: readonly string[], env: NodeJS.ProcessEnv): Network {
  return { proxy: url === undefined ? null : proxyFor(url, env), trusted: trusts.map(trustedOf) };
}

/** Null for what is asked in another way than over http; what is no address at all the source says. */
function proxyFor(url: string, env: NodeJS.ProcessEnv): string | null {
  try {
    return proxyOfEnvironment(configuredUrl(url), env);
  } catch {
    return null;
  }
}

function trustedOf(word: string): TrustedCertificate {
  const [, host = '', given = ''] = /^(?:https:\/\/)?([^=/]+)\/?=(.*)$/.exec(word.trim()) ?? [];
  const fingerprint = parseFingerprint(given);
  if (host !== '' && fingerprint !== null) return { host, fingerprint };
  throw new UsageError(
    '--trust-certificate wants HOST=SHA256:… with the 64 hexadecimal digits of the certificate, such as ci.example.com=SHA256:AB:CD:….',
  );
}
