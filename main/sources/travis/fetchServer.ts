import type { Run } from '../../domain/history/records';
import { FailureError } from '../../failure';
import { fieldAt, fieldsOf, isFields, textOf, Unusable } from '../common/fields';
import { askOne, askPage, openHttp, type ListForm } from '../common/live/asking';
import { fetchStreams } from '../common/live/fetchStreams';
import { runStream } from '../common/live/runStream';
import type { Stream } from '../common/live/stream';
import { configuredUrl } from '../http/address';
import type { Http } from '../http/http';
import type { LiveRequest, SourceContext, SourceEvent } from '../source';
import { parseBuild } from './replies';

const include = 'include=build.jobs,build.stages';

/** The builds of each repository, with their stages and jobs. */
export async function* fetchServer(request: LiveRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const { base, repositories } = addressed(request);
  const http = openHttp(base, context, {
    'travis-api-version': '3',
    ...(request.token === null ? {} : { authorization: `token ${request.token}` }),
  });
  const { pipelines } = request;
  const asked = repositories.filter((slug) => pipelines.length === 0 || pipelines.includes(slug));
  yield* fetchStreams(
    asked.map((slug) => buildStream(http, base, slug)),
    request,
    context,
  );
}

function buildStream(http: Http, base: string, slug: string): Stream<Run> {
  const builds: ListForm = {
    what: 'list of builds',
    items: (json) => fieldsOf(json).builds,
    next: ({ json }) => {
      const next = textOf(fieldAt(fieldsOf(json)['@pagination'], 'next.@href'));
      // Links of a server of one's own leave out where its API is.
      return next?.startsWith('/') ? new URL(base).pathname.replace(/\/$/, '') + next : next;
    },
  };
  return runStream({
    key: `${slug} builds`,
    name: `The builds of ${slug}`,
    first: () => `${base}/repo/${encodeURIComponent(slug)}/builds?limit=100&sort_by=id:desc&${include}`,
    page: (address) => askPage(http, address, builds),
    parse: (item) => {
      if (!isFields(item)) throw new Unusable(null, 'the build is not an object');
      return parseBuild({ repository: { slug }, ...item });
    },
    again: (id, seen) => (seen === null ? Promise.resolve(null) : askOne(http, `${base}/build/${id}?${include}`)),
  });
}

/** The API of the public server is at a host of its own, that of a server of one's own under `/api`. */
function addressed({ url: typed, projects }: LiveRequest): { base: string; repositories: string[] } {
  const url = configuredUrl(typed);
  const isPublic = /^(app\.|api\.|www\.)?travis-ci\.com$/i.test(url.host);
  const path = url.pathname
    .replace(/^\/(github|gitlab|bitbucket|assembla)\//, '/')
    .split('/')
    .slice(1, 3);
  const isApi = url.pathname.startsWith('/api');
  const named =
    projects.length > 0 || isApi || path.filter((each) => each !== '').length < 2 ? projects : [path.join('/')];
  if (named.length === 0 || named.some((slug) => !/^[\w.-]+\/[\w.-]+$/.test(slug))) {
    throw new FailureError('wrong_input', 'Name the repository with --project OWNER/REPOSITORY.');
  }
  const base = isPublic ? 'https://api.travis-ci.com' : url.origin + (isApi ? '/api' : '');
  return { base, repositories: [...new Set(named)] };
}
