import type { Run } from '../../domain/history/records';
import { isFields, itemsOf } from '../common/fields';
import { askPage, openHttp, type ListForm } from '../common/live/asking';
import { fetchStreams } from '../common/live/fetchStreams';
import { runStream } from '../common/live/runStream';
import type { Stream } from '../common/live/stream';
import { configuredUrl } from '../http/address';
import type { Http } from '../http/http';
import type { LiveRequest, SourceContext, SourceEvent } from '../source';
import { applicationName, parseApplication, prefixes } from './replies';

/** The history of all applications, or of those of the projects named. There is one list, and it has one page. */
export async function* fetchServer(request: LiveRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const base = apiBase(request.url);
  const http = openHttp(base, context, request.token === null ? {} : { authorization: `Bearer ${request.token}` });
  yield* fetchStreams([historyStream(http, base, request)], request, context);
}

/** The items are the deployments of all applications, newest first. */
function historyStream(http: Http, base: string, { projects, pipelines }: LiveRequest): Stream<Run> {
  const query = projects.map((name) => `projects=${encodeURIComponent(name)}`).join('&');
  const asked = new Set(pipelines);
  const isAsked = (name: string | null) => asked.size === 0 || asked.has(name ?? '');
  const applications: ListForm = {
    what: 'list of applications',
    // Without any application the list is null.
    items: (json) => (isFields(json) && 'items' in json ? (json.items ?? []) : null),
    next: () => null,
  };
  return runStream({
    key: `applications ${query}`,
    name: 'The history of the applications',
    first: () => `${base}/applications${query === '' ? '' : `?${query}`}`,
    page: async (address) => {
      const page = await askPage(http, address, applications);
      const all = itemsOf(page.items);
      const prefixOf = prefixes(all);
      const own = all.filter((each) => isAsked(applicationName(each)));
      const runs = own.flatMap((each) => parseApplication(each, prefixOf(each)));
      return { ...page, items: runs.sort((a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0)) };
    },
    parse: (run) => run as Run,
    again: () => Promise.resolve(null),
  });
}

/** The address as people type it, with or without the path of the API or of a page. */
function apiBase(typed: string): string {
  const url = configuredUrl(typed);
  const path = url.pathname
    .replace(/\/(api(\/.*)?|applications(\/.*)?|login|settings(\/.*)?)$/, '')
    .replace(/\/+$/, '');
  return `${url.origin}${path}/api/v1`;
}
