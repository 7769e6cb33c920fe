import { FailureError } from '../../failure';
import { configuredUrl, shownAddress } from '../http/address';
import { createHttp, type Http, type HttpOptions } from '../http/http';
import { isObject, textOf } from './replies';

export interface HistoryPage {
  /** Runs as the server sent them, newest first. */
  items: unknown[];
  /** Where it was read, for messages. */
  url: string;
  /** Address of the page after it; null on the last. */
  next: string | null;
}

/** What is asked of a GoCD server, whatever its version. */
export interface GocdClient {
  /** Address that ends in `/go`. */
  base: string;
  fetchPipelineNames(): Promise<string[]>;
  /** A page of history: the first, or the one at `next`. */
  fetchHistory(pipeline: string, next: string | null): Promise<HistoryPage>;
  /** Null where the server has no such run any more. */
  fetchInstance(pipeline: string, counter: number): Promise<unknown>;
  /** Null where the server does not give it. */
  fetchStage(pipeline: string, counter: number, stage: string, attempt: number): Promise<unknown>;
}

interface Variant {
  path: string;
  version: number | null;
}

export function createGocdClient(options: HttpOptions & { token: string | null }): GocdClient {
  const base = gocdBase(options.origin);
  const http = createHttp({ ...options, headers: authorization(options.token) });
  const ask = createAsker(http, base);
  return {
    base,
    fetchPipelineNames: () => fetchNames(ask),
    fetchHistory: async (pipeline, next) => {
      const reply = next === null ? await ask('history', historyVariants(pipeline)) : await ask.at('history', next);
      if (reply === null) throw notFound(`The history of pipeline "${pipeline}"`, base);
      return { ...historyItems(reply.json, reply.url), url: reply.url, next: nextPage(reply.json, base, pipeline) };
    },
    fetchInstance: async (pipeline, counter) =>
      (await ask('instance', instanceVariants(pipeline, counter)))?.json ?? null,
    fetchStage: async (...of) => (await ask('stage', stageVariants(...of)))?.json ?? null,
  };
}

/** The address as people type it (with or without `/go`, `/go/api`, a page of the web interface) up to `/go`. */
export function gocdBase(typed: string): string {
  const url = configuredUrl(typed);
  const path = /^(.*?\/go)(?:\/|$)/.exec(url.pathname)?.[1] ?? `${url.pathname.replace(/(\/api)?\/*$/, '')}/go`;
  return url.origin + path;
}

/** A personal access token, or `user:password` as older servers want it. */
function authorization(token: string | null): Record<string, string> {
  if (token === null) return {};
  const basic = /^[^\s:]+:.+$/.test(token);
  return { authorization: basic ? `Basic ${Buffer.from(token).toString('base64')}` : `Bearer ${token}` };
}

type Reply = { json: unknown; url: string } | null;
interface Asker {
  (kind: string, variants: Variant[]): Promise<Reply>;
  at(kind: string, address: string): Promise<Reply>;
}

/** A server that gave no stage instance in any form so many times is not asked for more. */
const stagesTried = 3;

/** Tries the forms of a call until one is answered, and stays with that form for the rest of the import. */
function createAsker(http: Http, base: string): Asker {
  const settled = new Map<string, number>();
  let stagesMissed = 0;
  const get = async (address: string, version: number | null, unanswered = [404, 406]): Promise<Reply> => {
    const accept = version === null ? 'application/json' : `application/vnd.go.cd.v${version}+json`;
    const reply = await http.getJson(address, { accept, expected: unanswered });
    return unanswered.includes(reply.status) ? null : { json: reply.json, url: reply.url };
  };
  const ask = async (kind: string, variants: Variant[]): Promise<Reply> => {
    const known = settled.get(kind);
    if (kind === 'stage' && known === undefined && stagesMissed >= stagesTried) return null;
    for (const [index, { path, version }] of variants.entries()) {
      if (known !== undefined && known !== index) continue;
      const reply = await get(`${base}/api/${path}`, version, kind === 'names' ? [403, 404, 406] : [404, 406]);
      if (reply === null) continue;
      settled.set(kind, index);
      return reply;
    }
    if (kind === 'stage') stagesMissed += 1;
    return null;
  };
  const at = (kind: string, address: string) => get(address, (settled.get(kind) ?? 0) === 0 ? 1 : null);
  return Object.assign(ask, { at });
}

const encoded = (...names: (string | number)[]) => names.map((name) => encodeURIComponent(name)).join('/');

function historyVariants(pipeline: string): Variant[] {
  const path = `pipelines/${encoded(pipeline)}/history`;
  return [
    { path: `${path}?page_size=100`, version: 1 },
    { path: `${path}/0`, version: null },
    { path, version: null },
  ];
}

function instanceVariants(pipeline: string, counter: number): Variant[] {
  return [
    { path: `pipelines/${encoded(pipeline, counter)}`, version: 1 },
    { path: `pipelines/${encoded(pipeline)}/instance/${counter}`, version: null },
  ];
}

function stageVariants(pipeline: string, counter: number, stage: string, attempt: number): Variant[] {
  const path = `stages/${encoded(pipeline, counter, stage, attempt)}`;
  const old = `stages/${encoded(pipeline, stage)}/instance/${counter}/${attempt}`;
  return [
    { path, version: 3 },
    { path, version: 2 },
    { path: old, version: null },
    { path, version: null },
  ];
}

/** What of the two an account may see depends on the version and on its rights. */
async function fetchNames(ask: Asker): Promise<string[]> {
  const dashboard = [4, 3, 2, 1].map((version) => ({ path: 'dashboard', version }));
  const reply = await ask('names', [{ path: 'config/pipeline_groups', version: null }, ...dashboard]);
  const names = reply === null ? [] : pipelineNames(reply.json);
  if (names.length > 0) return [...new Set(names)];
  throw new FailureError(
    'not_found',
    'The server lists no pipelines for this token: name them with --pipeline, or check the address and the rights of the token.',
  );
}

/** Of a dashboard (any version) or of the groups of the configuration: every pipeline named in it. */
function pipelineNames(json: unknown): string[] {
  if (Array.isArray(json)) return (json as unknown[]).flatMap((group) => pipelineNames(group));
  if (!isObject(json)) return [];
  const inside = isObject(json._embedded) ? json._embedded : json;
  const groups = Array.isArray(inside.pipeline_groups) ? (inside.pipeline_groups as unknown[]) : [];
  const pipelines = Array.isArray(inside.pipelines) ? (inside.pipelines as unknown[]) : [];
  const named = pipelines.flatMap((each) => (isObject(each) ? (textOf(each.name) ?? []) : (textOf(each) ?? [])));
  return [...named, ...groups.flatMap((group) => pipelineNames(group))];
}

function historyItems(json: unknown, url: string): { items: unknown[] } {
  const items = isObject(json) ? json.pipelines : json;
  if (Array.isArray(items)) return { items: items as unknown[] };
  throw new FailureError(
    'unreadable',
    `${shownAddress(url)} answered with something that is no pipeline history: check the address.`,
  );
}

/** The server's own link; up to version 19 there is none and pages are counted. */
function nextPage(json: unknown, base: string, pipeline: string): string | null {
  if (!isObject(json)) return null;
  const next = isObject(json._links) && isObject(json._links.next) ? textOf(json._links.next.href) : null;
  if (next !== null || !isObject(json.pagination)) return next;
  const { offset, total, page_size: size } = json.pagination;
  if (typeof offset !== 'number' || typeof total !== 'number' || typeof size !== 'number' || size < 1) return null;
  const following = offset + size;
  return following < total ? `${base}/api/pipelines/${encoded(pipeline)}/history/${following}` : null;
}

function notFound(what: string, base: string): FailureError {
  return new FailureError(
    'not_found',
    `${what} was not found at ${base}: check the name; it may also mean that the token has no permission to see it.`,
  );
}
