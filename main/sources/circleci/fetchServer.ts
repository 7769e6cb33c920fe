import { FailureError } from '../../failure';
import { fieldsOf, isFields, textOf, Unusable, type Fields } from '../common/fields';
import { askAll, askOne, askPage, openHttp, type ListForm } from '../common/live/asking';
import { fetchStreams } from '../common/live/fetchStreams';
import type { AskDetail, Completed, Stream } from '../common/live/stream';
import { configuredUrl } from '../http/address';
import type { Http } from '../http/http';
import type { LiveRequest, SourceContext, SourceEvent } from '../source';
import { createAssembly } from './assembly';
import { parseJob, parsePipeline, parseWorkflow, type CirclePipeline } from './replies';

/** Pipelines of a project with their workflows and the jobs of these. */
export async function* fetchServer(request: LiveRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const base = apiBase(request.url);
  const slug = slugNamed(request.projects[0] ?? '');
  const http = openHttp(base, context, request.token === null ? {} : { 'circle-token': request.token });
  yield* fetchStreams([pipelineStream(http, base, slug, request.pipelines)], request, context);
}

/**
 * A pipeline does not show that one of its workflows was run again, so the workflows of all that are listed are asked
 * for; only where these changed, the jobs are.
 */
function pipelineStream(http: Http, base: string, slug: string, names: readonly string[]): Stream<CirclePipeline> {
  const path = slug.split('/').map(encodeURIComponent).join('/');
  return {
    key: `${slug} ${JSON.stringify([...names].sort())}`,
    name: `The pipelines of ${slug}`,
    first: () => `${base}/project/${path}/pipeline`,
    page: (address) => askPage(http, address, list('pipelines')),
    parse: (item) => parsePipeline(objectOf(item)),
    id: ({ id }) => id,
    madeAt: ({ createdAt }) => createdAt,
    fingerprint: () => null,
    again: async (id) => {
      const workflow = fieldsOf(await askOne(http, `${base}/workflow/${encodeURIComponent(id)}`));
      const pipelineId = textOf(workflow.pipeline_id) ?? id;
      return askOne(http, `${base}/pipeline/${encodeURIComponent(pipelineId)}`);
    },
    complete: (pipeline, ask, seen) => complete(http, base, names, pipeline, ask, seen),
  };
}

async function complete(
  http: Http,
  base: string,
  names: readonly string[],
  pipeline: CirclePipeline,
  ask: AskDetail,
  seen: string | null,
): Promise<Completed> {
  const at = `${base}/pipeline/${encodeURIComponent(pipeline.id)}/workflow`;
  const found = await ask(() => askAll(http, at, list('workflows')));
  if (found === null) return { records: [] };
  const workflows = found
    .map((item) => parseWorkflow({ pipeline_id: pipeline.id, ...objectOf(item) }))
    .filter(({ name }) => names.length === 0 || names.includes(name));
  const fingerprint = workflows.map(({ id, status, stoppedAt }) => `${id} ${status} ${stoppedAt}`).join(', ');
  if (fingerprint === seen) return { records: [], fingerprint };
  const assembly = createAssembly();
  assembly.addPipeline(pipeline, '');
  for (const workflow of workflows) {
    assembly.addWorkflow(workflow, '');
    const jobs = await ask(() => askAll(http, `${base}/workflow/${encodeURIComponent(workflow.id)}/job`, list('jobs')));
    for (const job of jobs ?? []) assembly.addJob(parseJob(objectOf(job)), workflow.id, '');
  }
  // A pipeline without workflows ran nothing: there is nothing to set aside.
  return { records: assembly.assemble().records, fingerprint: fingerprint || 'none' };
}

const list = (what: string): ListForm => ({
  what: `list of ${what}`,
  items: (json) => (isFields(json) ? json.items : null),
  next: ({ json, url }) => {
    const token = textOf(fieldsOf(json).next_page_token);
    if (token === null) return null;
    const next = new URL(url);
    next.searchParams.set('page-token', token);
    return next.href;
  },
});

function objectOf(item: unknown): Fields {
  if (!isFields(item)) throw new Unusable(null, 'the item is not an object');
  return item;
}

/** The pages people look at are at another host than the API. */
function apiBase(typed: string): string {
  const url = configuredUrl(typed);
  const isCloud = /^(www\.|app\.)?circleci\.com$/i.test(url.host);
  const path = /^(.*?\/api\/v2)(?:\/|$)/.exec(url.pathname)?.[1] ?? '/api/v2';
  return isCloud ? 'https://circleci.com/api/v2' : url.origin + path;
}

/** `gh/owner/repository`; people also paste the address of the page of its pipelines. */
function slugNamed(typed: string): string {
  const path = typed
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]+/i, '')
    .replace(/^\/?(pipelines\/)?/, '')
    .replace(/\/+$/, '');
  const [vcs, owner, name] = path.split('/');
  if (vcs && owner && name) return `${vcs}/${owner}/${name}`;
  throw new FailureError(
    'wrong_input',
    `"${typed}" is not a project of CircleCI: give it as gh/OWNER/REPOSITORY, bb/OWNER/REPOSITORY or circleci/ORGANIZATION-ID/PROJECT-ID.`,
  );
}
