import { FailureError } from '../../failure';
import type { Run } from '../../domain/history/records';
import { printInstant } from '../../domain/time/instant';
import { isFields, textOf } from '../common/fields';
import { askAll, askOne, askPage, openHttp, type ListForm } from '../common/live/asking';
import { fetchStreams } from '../common/live/fetchStreams';
import { nextLink } from '../common/live/nextLink';
import { runStream } from '../common/live/runStream';
import type { Stream } from '../common/live/stream';
import { configuredUrl } from '../http/address';
import type { Http } from '../http/http';
import type { LiveRequest, SourceContext, SourceEvent } from '../source';
import { parseBuild } from './replies';

const list = (what: string): ListForm => ({ what, items: (json) => json, next: nextLink });

/** The builds of each pipeline of an organization. */
export async function* fetchServer(request: LiveRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const { base, organizations } = addressed(request);
  const http = openHttp(base, context, request.token === null ? {} : { authorization: `Bearer ${request.token}` });
  const streams: Stream<Run>[] = [];
  for (const organization of organizations) {
    const at = `${base}/organizations/${encodeURIComponent(organization)}`;
    const slugs = request.pipelines.length > 0 ? request.pipelines : await slugsOf(http, at);
    streams.push(...slugs.map((slug) => buildStream(http, `${at}/pipelines/${encodeURIComponent(slug)}`, slug)));
  }
  yield* fetchStreams(streams, request, context);
}

async function slugsOf(http: Http, organization: string): Promise<string[]> {
  const pipelines = await askAll(http, `${organization}/pipelines?per_page=100`, list('list of pipelines'));
  return pipelines.flatMap((each) => (isFields(each) ? (textOf(each.slug) ?? []) : []));
}

function buildStream(http: Http, at: string, slug: string): Stream<Run> {
  return runStream({
    key: `${at} builds`,
    name: `Pipeline "${slug}"`,
    first: (after) => {
      const from = after === null ? '' : `&created_from=${encodeURIComponent(printInstant(after))}`;
      return `${at}/builds?include_retried_jobs=true&per_page=100${from}`;
    },
    page: (address) => askPage(http, address, list('list of builds')),
    parse: parseBuild,
    again: (_id, seen) => {
      const number = /^\d+/.exec(seen ?? '')?.[0];
      return number === undefined
        ? Promise.resolve(null)
        : askOne(http, `${at}/builds/${number}?include_retried_jobs=true`);
    },
  });
}

/** The API is at a host of its own; people also give the address of their organization, or of a pipeline. */
function addressed({ url: typed, projects }: LiveRequest) {
  const url = configuredUrl(typed);
  const isPage = /^(www\.)?buildkite\.com$/i.test(url.host);
  const origin = isPage ? 'https://api.buildkite.com' : url.origin;
  const path = url.pathname.replace(/^.*\/v2(\/organizations)?/, '');
  const [named] = path.split('/').filter((each) => each !== '');
  const organizations = projects.length > 0 ? projects : named ? [named] : [];
  if (organizations.length === 0) {
    throw new FailureError('wrong_input', 'Name the organization with --project ORGANIZATION.');
  }
  return { base: `${origin}/v2`, organizations };
}
