import { FailureError } from '../../failure';
import { configuredUrl } from '../http/address';

/**
 * Where the API may be, for an address as people type it, the likeliest first: `github.com` has it at another host, a
 * server of one's own under `/api/v3`; what was typed is tried too.
 */
export function apiBases(typed: string): string[] {
  const url = configuredUrl(typed);
  const host = url.host.toLowerCase();
  if (/^(www\.|api\.)?github\.com$/.test(host)) return ['https://api.github.com'];
  if (host.endsWith('.ghe.com')) return [`https://${host.startsWith('api.') ? host : `api.${host}`}`];
  const api = /^(.*?\/api\/v3)(?:\/|$)/.exec(url.pathname)?.[1];
  if (api !== undefined) return [url.origin + api];
  const path = url.pathname.replace(/(\/api)?\/*$/, '');
  const named = [`${path}/api/v3`, '/api/v3', path, ''];
  return [...new Set(named.map((each) => url.origin + each))];
}

/** Repositories as `owner/name`, from names or their addresses. Throws where there is none, or one cannot be read. */
export function repositories(projects: readonly string[], typedUrl: string): string[] {
  const ofUrl = projects.length === 0 ? repositoryPath(configuredUrl(typedUrl).pathname) : null;
  const named = ofUrl === null ? projects : [ofUrl];
  if (named.length === 0) {
    throw new FailureError('wrong_input', 'Name the repository with --project OWNER/REPOSITORY.');
  }
  return [...new Set(named.map(repositoryNamed))];
}

function repositoryNamed(typed: string): string {
  const path =
    /^[a-z][a-z0-9+.-]*:\/\/[^/]+(\/.*)$/i.exec(typed.trim())?.[1] ?? typed.trim().replace(/^git@[^:]+:/, '');
  const repository = repositoryPath(path);
  if (repository !== null) return repository;
  throw new FailureError(
    'wrong_input',
    `"${typed.replace(/\/\/[^/]*@/, '//').replace(/[?#].*$/, '')}" is not the name of a repository: give it as OWNER/REPOSITORY.`,
  );
}

function repositoryPath(path: string): string | null {
  const parts = path
    .replace(/[?#].*$/, '')
    .split('/')
    .filter((part) => part !== '');
  if (parts[0] === 'api' && parts[1] === 'v3') parts.splice(0, 2);
  if (parts[0] === 'repos') parts.shift();
  const [owner, name] = parts;
  const short = name?.replace(/\.git$/i, '');
  const isName = (text?: string) => text !== undefined && /^[\w.-]+$/.test(text) && !/^\.+$/.test(text);
  return isName(owner) && isName(short) ? `${owner}/${short}` : null;
}
