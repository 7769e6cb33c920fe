import { FailureError } from '../../failure';

/**
 * The proxy that the environment names for an address, as curl reads it: `https_proxy` or `http_proxy` by the scheme, else
 * `all_proxy`, unless `no_proxy` holds the host. Null: none.
 */
export function proxyOfEnvironment(url: URL, env: NodeJS.ProcessEnv): string | null {
  const value = (name: string): string => env[name] || env[name.toUpperCase()] || '';
  if (isExcepted(url, value('no_proxy'))) return null;
  const named = value(url.protocol === 'https:' ? 'https_proxy' : 'http_proxy') || value('all_proxy');
  if (named === '') return null;
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(named) ? named : `http://${named}`;
}

/** The first choice of what a system says of an address (`PROXY host:3128; DIRECT`), as an address; null: none. */
export function proxyOfSystem(answer: string): string | null {
  const [kind = '', place = ''] = (answer.split(';')[0] ?? '').trim().split(/\s+/);
  const schemes: Record<string, string> = {
    PROXY: 'http',
    HTTP: 'http',
    HTTPS: 'https',
    SOCKS: 'socks',
    SOCKS4: 'socks',
    SOCKS5: 'socks5',
  };
  const scheme = schemes[kind.toUpperCase()];
  return scheme && place !== '' ? `${scheme}://${place}` : null;
}

/** A proxy's address to a URL. Throws `wrong_input` for one that cannot be used. */
export function proxyUrl(address: string): URL {
  const url = URL.parse(address);
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '') return url;
  const shown = url ? `${url.protocol}//${url.host}` : 'named';
  throw new FailureError(
    'wrong_input',
    `The proxy ${shown} of this machine cannot be used: it has to be an HTTP proxy (http:// or https://); except the server from the proxy, or name another one.`,
  );
}

/** `host`, `.suffix`, `host:port`, an address, or `*`; separated by commas or blanks. */
function isExcepted(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === '') return false;
    if (entry === '*') return true;
    const [, name = '', only = null] = /^(.*?)(?::(\d+))?$/.exec(isIpv6(entry) ? `[${entry}]` : entry) ?? [];
    if (only !== null && only !== port) return false;
    const bare = name
      .replace(/^\[(.*)\]$/, '$1')
      .replace(/^\*?\./, '')
      .toLowerCase();
    return bare !== '' && (host === bare || host.endsWith(`.${bare}`));
  });
}

function isIpv6(entry: string): boolean {
  return /^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*$/i.test(entry);
}
