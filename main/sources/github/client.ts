import { FailureError } from '../../failure';
import { nextLink, serverNow } from '../common/live/nextLink';
import { shownAddress } from '../http/address';
import { createHttp, type Http, type HttpOptions, type JsonReply } from '../http/http';
import { apiBases } from './address';
import { fieldsOf, idOf, isFields, listOf, textOf } from './replyFields';

/** One page of a list, as the server sent it. */
export interface ListPage {
  items: unknown[];
  /** How many the server says there are; null where it says none. Large numbers are not exact. */
  total: number | null;
  /** Where it was read, for messages. */
  url: string;
  /** Last page of the list. */
  last: boolean;
}

/** What is asked of one repository. */
export interface GithubClient {
  repository: string;
  /** Main branch, where the server says it. */
  defaultBranch: string | null;
  /** The server's clock where it told it, epoch ms. */
  serverNow: number | null;
  /** Pages of a list of the repository, by the server's own next links; none where the server has no such list. */
  pages(path: string, field: string | null): AsyncGenerator<ListPage>;
  /** Null where the server does not have it. */
  one(path: string): Promise<unknown>;
}

const pageSize = 100;
const unanswered = [403, 404];

/** Finds the API of the server and the repository in it. Throws `FailureError` where there is none. */
export async function openRepository(
  options: HttpOptions & { token: string | null },
  repository: string,
): Promise<GithubClient> {
  const bases = apiBases(options.origin);
  const headers: Record<string, string> = {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    ...(options.token === null ? {} : { authorization: `Bearer ${options.token}` }),
  };
  const http = createHttp({ ...options, origin: bases[0] ?? options.origin, headers });
  const found = await findRepository(http, bases, repository);
  const base = `${found.base}/repos/${repository}`;
  return {
    repository,
    defaultBranch: textOf(fieldsOf(found.reply.json).default_branch),
    serverNow: serverNow(found.reply),
    pages: (path, field) => listPages(http, `${base}/${path}`, field),
    one: async (path) => {
      const reply = await getJson(http, `${base}/${path}`, [404, 409, 410, 422]);
      return reply.status === 200 ? reply.json : null;
    },
  };
}

const accept = 'application/vnd.github+json';

function getJson(http: Http, url: string, expected: readonly number[]): Promise<JsonReply> {
  return http.getJson(url, { accept, expected });
}

/** Asks for the repository at each address in turn; some servers only answer for its runs. */
async function findRepository(
  http: Http,
  bases: readonly string[],
  repository: string,
): Promise<{ base: string; reply: JsonReply }> {
  const refusals: FailureError[] = [];
  const probes: [path: string, isAnswer: (json: unknown) => boolean][] = [
    ['', (json) => isFields(json) && idOf(json.id) !== null],
    ['/actions/runs?per_page=1', (json) => isFields(json) && Array.isArray(json.workflow_runs)],
    ['/deployments?per_page=1', (json) => Array.isArray(json)],
  ];
  for (const [path, isAnswer] of probes) {
    for (const base of bases) {
      const reply = await getJson(http, `${base}/repos/${repository}${path}`, unanswered).catch((error: unknown) => {
        if (!isElsewhere(error)) throw error;
        refusals.push(error);
        return null;
      });
      if (reply !== null && reply.status < 300 && isAnswer(reply.json)) return { base, reply };
      if (reply?.status === 403) refusals.push(noPermission(repository, base));
    }
  }
  throw refusals[0] ?? notFound(repository, bases);
}

/** Pages of the web interface answer where the API is not. */
function isElsewhere(error: unknown): error is FailureError {
  return error instanceof FailureError && ['sign_in_page', 'unreadable', 'refused_address'].includes(error.kind);
}

async function* listPages(http: Http, address: string, field: string | null): AsyncGenerator<ListPage> {
  const first = `${address}${address.includes('?') ? '&' : '?'}per_page=${pageSize}`;
  const visited = new Set<string>();
  let seen = 0;
  let url: string | null = first;
  while (url !== null) {
    visited.add(url);
    const reply = await getJson(http, url, seen === 0 ? [404, 410] : []);
    if (reply.status >= 300) return;
    const { items, total } = listIn(reply, field);
    seen += items.length;
    const named = nextLink(reply);
    const counted = named === null && items.length === pageSize && total !== null && seen < total;
    const next: string | null = counted ? `${first}&page=${visited.size + 1}` : named;
    const left = next !== null && !visited.has(next) && items.length > 0;
    yield { items, total, url: reply.url, last: !left };
    url = left ? next : null;
  }
}

function listIn({ json, url }: JsonReply, field: string | null): { items: unknown[]; total: number | null } {
  const list = field === null ? json : fieldsOf(json)[field];
  if (Array.isArray(list)) return { items: listOf(list), total: totalOf(fieldsOf(json).total_count) };
  throw new FailureError(
    'unreadable',
    `${shownAddress(url)} answered with something that is no ${field ?? 'list'}: check that the address is that of the API.`,
  );
}

/** Large counts may come as text, "2,500+". */
function totalOf(value: unknown): number | null {
  const number = typeof value === 'string' ? Number(value.replace(/[,+\s]/g, '') || NaN) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function noPermission(repository: string, base: string): FailureError {
  return new FailureError(
    'no_permission',
    `The token given has no permission to read ${repository} at ${base} (status 403): ask for read access to its Actions, or use another token.`,
  );
}

function notFound(repository: string, bases: readonly string[]): FailureError {
  return new FailureError(
    'not_found',
    `The repository ${repository} was not found at ${bases.join(' or ')}: check the address and the name; it may also mean that the token has no permission to see it.`,
  );
}
