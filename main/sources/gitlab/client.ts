import { FailureError } from '../../failure';
import { fieldsOf, idOf, isFields, listOf, textOf, type Fields } from '../common/fields';
import { nextLink } from '../common/live/nextLink';
import type { ListPage } from '../common/live/stream';
import { configuredUrl, shownAddress } from '../http/address';
import { createHttp, type Http, type HttpOptions } from '../http/http';

/** What is asked of one project of a GitLab server. */
export interface GitlabClient {
  /** Path of the project, "group/app", where the server says it; else as it was named. */
  project: string;
  defaultBranch: string | null;
  /** Address that everything of the project begins with. */
  base: string;
  /** Throws where there is none, unless `optional`: then it is empty. */
  page(address: string, optional?: boolean): Promise<ListPage>;
  /** All items of a list, however many pages it has. */
  all(path: string): Promise<unknown[]>;
  /** Null where the server does not have it. */
  one(path: string): Promise<Fields | null>;
}

/** Finds the API of the server and the project in it. Throws `FailureError` where there is none. */
export async function openProject(
  options: HttpOptions & { token: string | null },
  project: string,
): Promise<GitlabClient> {
  const bases = apiBases(options.origin);
  const headers: Record<string, string> = options.token === null ? {} : { 'private-token': options.token };
  const http = createHttp({ ...options, headers });
  const named = projectNamed(project);
  const { base, description } = await findProject(http, bases, named);
  const page = (address: string, optional = false) => listPage(http, address, optional);
  return {
    project: textOf(description.path_with_namespace) ?? named,
    defaultBranch: textOf(description.default_branch),
    base,
    page,
    all: async (path) => {
      const items: unknown[] = [];
      const visited = new Set<string>();
      for (let address: string | null = `${base}/${path}`; address !== null && !visited.has(address);) {
        visited.add(address);
        const found: ListPage = await page(address);
        items.push(...found.items);
        address = found.next;
      }
      return items;
    },
    one: async (path) => {
      const reply = await http.getJson(`${base}/${path}`, { expected: [404, 410] });
      return reply.status === 200 && isFields(reply.json) ? reply.json : null;
    },
  };
}

/** Where the API may be, for an address as people type it: under the path typed, or at the root of the server. */
function apiBases(typed: string): string[] {
  const url = configuredUrl(typed);
  const api = /^(.*?\/api\/v4)(?:\/|$)/.exec(url.pathname)?.[1];
  if (api !== undefined) return [url.origin + api];
  const path = url.pathname.replace(/(\/api)?\/*$/, '');
  return [...new Set(['/api/v4', `${path}/api/v4`].map((each) => url.origin + each))];
}

/** A number or a path; people also paste the address of the project. */
function projectNamed(typed: string): string {
  const path = typed
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]+/i, '')
    .replace(/^git@[^:]+:/, '')
    .replace(/\/-\/.*$|[?#].*$/, '')
    .replace(/^\/+|\/+$|\.git$/g, '');
  if (/^\d+$/.test(path) || /^[\w.-]+(\/[\w.-]+)+$/.test(path)) return path;
  throw new FailureError(
    'wrong_input',
    `"${typed.replace(/\/\/[^/]*@/, '//')}" is not a project of GitLab: give its path, as GROUP/PROJECT, or its number.`,
  );
}

/** Some accounts may read the pipelines of a project, but not its description. */
async function findProject(http: Http, bases: readonly string[], project: string) {
  const refusals: FailureError[] = [];
  for (const path of ['', '/pipelines?per_page=1']) {
    for (const root of bases) {
      const base = `${root}/projects/${encodeURIComponent(project)}`;
      const reply = await http.getJson(base + path, { expected: [403, 404] }).catch((error: unknown) => {
        if (!isElsewhere(error)) throw error;
        refusals.push(error);
        return null;
      });
      if (reply?.status !== 200) continue;
      if (path === '' ? idOf(fieldsOf(reply.json).id) !== null : Array.isArray(reply.json))
        return { base, description: fieldsOf(reply.json) };
    }
  }
  throw (
    refusals[0] ??
    new FailureError(
      'not_found',
      `The project ${project} was not found at ${bases.join(' or ')}: check the address and the path; it may also mean that the token has no permission to see it.`,
    )
  );
}

/** Pages of the web interface answer where the API is not. */
function isElsewhere(error: unknown): error is FailureError {
  return error instanceof FailureError && ['sign_in_page', 'unreadable', 'refused_address'].includes(error.kind);
}

async function listPage(http: Http, address: string, optional: boolean): Promise<ListPage> {
  const reply = await http.getJson(address, { expected: optional ? [403, 404] : [] });
  const { url } = reply;
  if (reply.status !== 200 && optional) return { items: [], url, next: null };
  if (!Array.isArray(reply.json)) {
    throw new FailureError(
      'unreadable',
      `${shownAddress(url)} answered with something that is no list: check that the address is that of a GitLab server.`,
    );
  }
  const items = listOf(reply.json);
  return {
    items,
    url,
    next: nextLink(reply) ?? countedNext(url, reply.headers.get('x-next-page')),
  };
}

/** Some proxies drop the links, but not the number of the next page. */
function countedNext(address: string, page: string | null): string | null {
  if (page === null || !/^\d+$/.test(page.trim())) return null;
  const url = new URL(address);
  url.searchParams.set('page', page.trim());
  return url.href;
}
