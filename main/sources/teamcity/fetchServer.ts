import type { Run } from '../../domain/history/records';
import { fieldsOf, isFields, textOf, Unusable } from '../common/fields';
import { askOne, askPage, bearerOrBasic, openHttp, type ListForm } from '../common/live/asking';
import { fetchStreams } from '../common/live/fetchStreams';
import { runStream } from '../common/live/runStream';
import type { Stream } from '../common/live/stream';
import { configuredUrl } from '../http/address';
import type { Http } from '../http/http';
import type { LiveRequest, SourceContext, SourceEvent } from '../source';
import { parseBuild } from './replies';

const root = 'vcs-root-instance(name,vcs-root-id)';
const change = 'change(version,username,date,comment,user(name),vcsRootInstance(name,vcs-root-id))';
/** What a list must give of a build, so that no build needs a request of its own. */
const fields =
  'id,buildTypeId,number,status,state,branchName,webUrl,statusText,queuedDate,startDate,finishDate,canceledInfo(timestamp),' +
  'failedToStart,composite,buildType(id,name,projectName),triggered(type,date,user(name,username),build(id)),' +
  `revisions(revision(version,vcsBranchName,${root})),agent(name),changes(${change}),lastChanges(${change}),` +
  'snapshot-dependencies(build(id)),artifact-dependencies(build(id))';

const builds: ListForm = {
  what: 'list of builds',
  // Of nothing the server gives an empty object.
  items: (json) => (isFields(json) && ('build' in json || !('errors' in json)) ? (json.build ?? []) : null),
  next: ({ json }) => textOf(fieldsOf(json).nextHref),
};

/** Builds of the configurations named, of the projects named, or all. */
export async function* fetchServer(request: LiveRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const base = restBase(request);
  const http = openHttp(new URL(base).origin, context, bearerOrBasic(request));
  const asked = [
    ...request.pipelines.map((id) => ({ name: `Build configuration "${id}"`, dimension: `buildType:(id:${id})` })),
    ...(request.pipelines.length > 0 ? [] : request.projects).map((id) => ({
      name: `Project "${id}"`,
      dimension: `affectedProject:(id:${id})`,
    })),
  ];
  const all = { name: 'The builds of the server', dimension: '' };
  const streams = (asked.length > 0 ? asked : [all]).map(({ name, dimension }) =>
    buildStream(http, base, name, dimension),
  );
  yield* fetchStreams(streams, request, context);
}

/** Without the server's own filter switched off, it lists only what went well on the main branch. */
function buildStream(http: Http, base: string, name: string, dimension: string): Stream<Run> {
  const locator = [dimension, 'defaultFilter:false', 'state:any', 'count:100'].filter((each) => each !== '').join(',');
  const query = new URLSearchParams({ locator, fields: `nextHref,build(${fields})` });
  return runStream({
    key: `builds ${dimension}`,
    name,
    first: () => `${base}/builds?${query.toString()}`,
    page: (address) => askPage(http, address, builds),
    parse: (build) => {
      if (!isFields(build)) throw new Unusable(null, 'the build is not an object');
      return parseBuild(build);
    },
    again: (id, seen) =>
      seen === null
        ? Promise.resolve(null)
        : askOne(http, `${base}/builds/id:${id}?${new URLSearchParams({ fields }).toString()}`),
  });
}

/** The address as people type it, with or without the path of the API or of a page. Without a token as a guest. */
function restBase({ url: typed, token }: LiveRequest): string {
  const url = configuredUrl(typed);
  const path = url.pathname
    .replace(/\/(guestAuth|httpAuth)(\/.*)?$/, '')
    .replace(/\/app\/rest(\/.*)?$/, '')
    .replace(
      /\/(project|buildConfiguration|build|favorite|admin|viewLog\.html|viewType\.html|project\.html|overview\.html|login\.html)(\/.*)?$/,
      '',
    )
    .replace(/\/+$/, '');
  return `${url.origin}${path}${token === null ? '/guestAuth' : ''}/app/rest`;
}
