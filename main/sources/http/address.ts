import { FailureError } from '../../failure';

/**
 * The address of a server as people type it, to a URL. A missing scheme means https, on this machine http. Refuses other
 * schemes and addresses that carry a password.
 */
export function configuredUrl(typed: string): URL {
  const url = parseUrl(withScheme(typed.trim()));
  if (!url || !isHttp(url)) {
    throw new FailureError(
      'wrong_input',
      `"${withoutSecrets(typed)}" is not the address of a server: give one like https://ci.example.com.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new FailureError(
      'wrong_input',
      `The address of ${url.host} holds a user name or password: leave it out and give a token instead.`,
    );
  }
  return url;
}

/**
 * A next link or redirect as an absolute URL, if it stays at the configured server: same scheme, host and port. Anything
 * else is refused with both addresses named, so that no credential ever reaches another origin.
 */
export function sameOriginUrl(next: string, configured: string | URL): string {
  const base = typeof configured === 'string' ? configuredUrl(configured) : configured;
  const url = parseUrl(next, base);
  if (url && isHttp(url) && url.origin === base.origin && url.username === '' && url.password === '') return url.href;
  const named = url ? shownAddress(url) : 'an address that cannot be read';
  throw new FailureError(
    'refused_address',
    `The server at ${base.origin} points to ${named}, which is not the same server, so it was not followed: ` +
      `if that is the right server, import from its address.`,
  );
}

/** For messages: without user, password, query and fragment, where secrets may be. */
export function shownAddress(url: string | URL): string {
  const parsed = typeof url === 'string' ? parseUrl(url) : url;
  if (!parsed) return 'the server';
  return isHttp(parsed) ? parsed.origin + parsed.pathname : `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}

function withScheme(typed: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(typed)) return typed;
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/i.test(typed) ? `http://${typed}` : `https://${typed}`;
}

function withoutSecrets(typed: string): string {
  return typed.replace(/\/\/[^/]*@/, '//').replace(/[?#].*$/, '');
}

function parseUrl(text: string, base?: URL): URL | null {
  return URL.canParse(text, base?.href) ? new URL(text, base) : null;
}

function isHttp(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:';
}
