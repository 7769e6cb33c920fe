import { FailureError } from '../../../failure';
import { shownAddress } from '../../http/address';
import { createHttp, type Http, type JsonReply } from '../../http/http';
import type { LiveRequest, SourceContext } from '../../source';
import type { ListPage } from './stream';

/** Requests to the server at `origin`, with what every one of them says of itself. */
export function openHttp(origin: string, context: SourceContext, headers: Record<string, string>): Http {
  const { signal } = context;
  return createHttp({
    origin,
    headers,
    signal,
    transport: context.transport,
    now: () => context.now(),
    progress: (each) => context.progress(each),
  });
}

/** A token as a bearer, or `user:password` as older servers want it. */
export function bearerOrBasic({ token }: Pick<LiveRequest, 'token'>): Record<string, string> {
  if (token === null) return {};
  const basic = /^[^\s:]+:.+$/.test(token);
  return { authorization: basic ? `Basic ${Buffer.from(token).toString('base64')}` : `Bearer ${token}` };
}

/** How a server's replies hold a list and the way to its next page. */
export interface ListForm {
  /** "list of builds", for messages. */
  what: string;
  items(json: unknown): unknown;
  /** Null on the last page. A link may be relative to the page. */
  next(reply: JsonReply, items: readonly unknown[]): string | null;
}

/** One page of a list. Throws `FailureError` where there is none. */
export async function askPage(http: Http, address: string, form: ListForm): Promise<ListPage> {
  return pageOf(await http.getJson(address), form);
}

/** What a reply holds of a list, as above. */
export function pageOf(reply: JsonReply, form: ListForm): ListPage {
  const { url } = reply;
  const items = form.items(reply.json);
  if (!Array.isArray(items)) {
    throw new FailureError(
      'unreadable',
      `${shownAddress(url)} answered with something that is no ${form.what}: check that the address is that of the server's API.`,
    );
  }
  const next = form.next(reply, items as unknown[]);
  return { items: items as unknown[], url, next: next === null ? null : absolute(next, url) };
}

/** All items of a list, however many pages it has. */
export async function askAll(http: Http, address: string, form: ListForm): Promise<unknown[]> {
  const items: unknown[] = [];
  const visited = new Set<string>();
  for (let at: string | null = address; at !== null && !visited.has(at);) {
    visited.add(at);
    const page: ListPage = await askPage(http, at, form);
    items.push(...page.items);
    at = page.next;
  }
  return items;
}

/** Null where the server does not have it. */
export async function askOne(http: Http, address: string): Promise<unknown> {
  const reply = await http.getJson(address, { expected: [404, 410] });
  return reply.status < 300 ? reply.json : null;
}

/** Whether it may be followed is judged when it is: the page that leads there is whole. */
function absolute(link: string, url: string): string {
  return URL.canParse(link, url) ? new URL(link, url).href : link;
}
