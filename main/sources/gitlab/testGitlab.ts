import { sendJson, startTestServer, type Answer, type TestServer } from '../http/testServer';

/** A pipeline of the small GitLab of these tests: made `id` hours after `start0`. */
export interface TestPipeline {
  id: number;
  status: string;
  /** Hours after `start0`. */
  changed: number;
  /** Times the job "unit" was tried. */
  tries: number;
  /** A pipeline of the same project that it started. */
  child?: number;
}

export interface Behaviour {
  pipelines: TestPipeline[];
  deployments?: { id: number; pipeline: number; status: string }[];
  pageSize?: number;
  instead?: (path: string, ...rest: Parameters<Answer>) => boolean;
}

export const start0 = Date.UTC(2024, 0, 1);
export const hour = 3_600_000;
const iso = (hours: number) => new Date(start0 + hours * hour).toISOString();

const open: TestServer[] = [];

export async function closeServers(): Promise<void> {
  await Promise.all(open.splice(0).map((server) => server.close()));
}

export function pipelines(count: number): TestPipeline[] {
  return Array.from({ length: count }, (_, index) => pipelineOf(index + 1));
}

export function pipelineOf(id: number, more: Partial<TestPipeline> = {}): TestPipeline {
  return { id, status: 'success', changed: id + 0.5, tries: 1, ...more };
}

export async function gitlabServer(behaviour: Behaviour): Promise<TestServer> {
  const server = await startTestServer((request, response, count) => {
    const path = request.url ?? '';
    if (!behaviour.instead?.(path, request, response, count)) answer(behaviour, server.origin, path, response);
  });
  open.push(server);
  return server;
}

function answer(behaviour: Behaviour, origin: string, path: string, response: Parameters<Answer>[1]): void {
  const url = new URL(path, origin);
  const prefix = '/api/v4/projects/group%2Fapp';
  if (!url.pathname.startsWith(prefix)) return void response.writeHead(404).end('{"message":"404 Not Found"}');
  const [kind, id, detail] = url.pathname.slice(prefix.length + 1).split('/');
  const own = behaviour.pipelines.find((each) => String(each.id) === id);
  if (!kind) return sendJson(response, { id: 7, path_with_namespace: 'group/app', default_branch: 'main' });
  if (kind === 'pipelines' && own && detail === 'jobs') return sendJson(response, jobsOf(own));
  if (kind === 'pipelines' && own && detail === 'bridges') return sendJson(response, bridgesOf(own, behaviour));
  if (kind === 'pipelines' && own) return sendJson(response, { ...listed(own), ...times(own) });
  if (kind === 'repository') return sendPage(url, behaviour, response, behaviour.pipelines.map(commitOf).reverse());
  if (kind === 'deployments') return sendPage(url, behaviour, response, deploymentsOf(behaviour).reverse());
  const children = new Set(behaviour.pipelines.map((each) => each.child));
  const after = Date.parse(url.searchParams.get('updated_after') ?? '1970-01-01T00:00:00Z');
  const found = behaviour.pipelines.filter((each) => !children.has(each.id) && start0 + each.changed * hour >= after);
  sendPage(url, behaviour, response, found.map(listed).reverse());
}

function sendPage(url: URL, { pageSize = 10 }: Behaviour, response: Parameters<Answer>[1], items: unknown[]): void {
  const page = Number(url.searchParams.get('page') ?? 1);
  url.searchParams.set('page', String(page + 1));
  const isLast = page * pageSize >= items.length;
  const headers: Record<string, string> = isLast
    ? {}
    : { link: `<${url.href}>; rel="next", <${url.href}>; rel="last"` };
  sendJson(response, items.slice((page - 1) * pageSize, page * pageSize), headers);
}

function listed({ id, status, changed }: TestPipeline) {
  const where = { web_url: `https://gitlab.example.com/group/app/-/pipelines/${id}`, project_id: 7 };
  const made = { created_at: iso(id), updated_at: iso(changed) };
  return { id, iid: id, sha: `c${id}`, ref: 'main', status, source: 'push', ...made, ...where };
}

function times({ id, status, changed }: TestPipeline) {
  const isOver = status !== 'running';
  return {
    started_at: iso(id + 0.1),
    finished_at: isOver ? iso(changed) : null,
    user: { username: 'ada' },
    tag: false,
  };
}

function jobsOf(pipeline: TestPipeline) {
  const { id, tries, status } = pipeline;
  return Array.from({ length: tries }, (_, index) => ({
    id: id * 100 + index,
    name: 'unit',
    stage: 'test',
    status: index + 1 < tries ? 'failed' : status,
    created_at: iso(id + index / 10),
    started_at: iso(id + 0.01 + index / 10),
    finished_at: iso(id + 0.05 + index / 10),
    commit: commitOf(pipeline),
    pipeline: listed(pipeline),
  })).reverse();
}

function bridgesOf(pipeline: TestPipeline, { pipelines: all }: Behaviour) {
  const child = all.find((each) => each.id === pipeline.child);
  if (!child) return [];
  const job = { id: pipeline.id * 100 + 50, name: 'more', stage: 'deploy', status: 'success' };
  return [{ ...job, created_at: iso(pipeline.id), pipeline: listed(pipeline), downstream_pipeline: listed(child) }];
}

function commitOf({ id }: TestPipeline) {
  const committed = { committed_date: iso(id - 0.2), author_name: 'Ada', message: 'm', title: 'm' };
  return { id: `c${id}`, short_id: `c${id}`, parent_ids: id > 1 ? [`c${id - 1}`] : [], ...committed };
}

function deploymentsOf({ deployments = [] }: Behaviour) {
  return deployments.map(({ id, pipeline, status }) => ({
    id,
    status,
    sha: `c${pipeline}`,
    ref: 'main',
    created_at: iso(pipeline + 0.6),
    updated_at: iso(pipeline + 0.7),
    finished_at: status === 'running' ? null : iso(pipeline + 0.7),
    environment: { id: 1, name: 'production', tier: 'production' },
    deployable: { id: pipeline * 100, started_at: iso(pipeline + 0.65), pipeline: { id: pipeline } },
  }));
}
