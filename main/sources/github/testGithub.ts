import { startTestServer, sendJson, type Answer, type TestServer } from '../http/testServer';

/** Run n of the small GitHub of the tests. */
export interface TestRun {
  id: number;
  at: number;
  attempt?: number;
  status?: string;
  conclusion?: string | null;
  name?: string;
  event?: string;
}
export interface TestDeployment {
  id: number;
  at: number;
  environment: string;
  sha: string;
  /** Newest first. */
  states: string[];
  runId?: number;
}
export interface Behaviour {
  runs: TestRun[];
  deployments?: TestDeployment[];
  /** Where the API is on the server. */
  prefix?: string;
  /** Called before each request is answered. */
  before?: (path: string) => void;
  /** Answers instead, where it returns true. */
  instead?: (path: string, ...rest: Parameters<Answer>) => boolean;
}

const cap = 1000;
const open: TestServer[] = [];
export const start0 = Date.UTC(2024, 0, 1);
export const minute = 60_000;
export const hour = 60 * minute;

export async function closeServers(): Promise<void> {
  await Promise.all(open.splice(0).map((server) => server.close()));
}

export async function githubServer(behaviour: Behaviour): Promise<TestServer> {
  const server = await startTestServer((request, response, count) => {
    const path = request.url ?? '';
    behaviour.before?.(path);
    if (!behaviour.instead?.(path, request, response, count)) answer(behaviour, server.origin, path, response);
  });
  open.push(server);
  return server;
}

/** Runs 1…n, an hour apart. */
export function runsUpTo(count: number): TestRun[] {
  return Array.from({ length: count }, (_, index) => ({ id: index + 1, at: start0 + (index + 1) * hour }));
}

type Response = Parameters<Answer>[1];

function answer(behaviour: Behaviour, origin: string, path: string, response: Response): void {
  const { prefix = '', runs, deployments = [] } = behaviour;
  const url = new URL(path, origin);
  const root = `${prefix}/repos/o/app`;
  if (url.pathname !== root && !url.pathname.startsWith(`${root}/`)) return notFound(response);
  const parts = url.pathname
    .slice(root.length + 1)
    .split('/')
    .map(decodeURIComponent);
  const [kind, second, third, fourth] = parts;
  if (kind === '') return sendJson(response, { id: 1, full_name: 'o/app', default_branch: 'main' });
  if (kind === 'actions' && second === 'runs' && third === undefined) return listRuns(runs, url, response);
  if (kind === 'actions' && second === 'runs') {
    const run = runs.find((each) => each.id === Number(third));
    if (!run) return notFound(response);
    if (fourth !== 'jobs') return sendJson(response, runItem(run));
    const jobs = run.conclusion === 'startup_failure' ? [] : jobItems(run);
    return sendJson(response, { total_count: jobs.length, jobs });
  }
  if (kind === 'deployments' && second === undefined) {
    return page([...deployments].reverse().map(deploymentItem), url, response, (items) => items);
  }
  const deployment = deployments.find((each) => each.id === Number(second));
  if (kind === 'deployments' && deployment) {
    return third === 'statuses'
      ? page(statusItems(deployment), url, response, (items) => items)
      : sendJson(response, deploymentItem(deployment));
  }
  if (kind === 'compare') return compare(second ?? '', url, response);
  if (kind === 'commits') return sendJson(response, commitItem(second ?? ''));
  return notFound(response);
}

/** As the real one: newest first, ends of the range included, no more than 1,000 of one query. */
function listRuns(runs: readonly TestRun[], url: URL, response: Response): void {
  const [from, to] = (url.searchParams.get('created') ?? '..').split('..').map((each) => Date.parse(each));
  const found = runs
    .filter((run) => !(run.at < (from ?? NaN)) && !(run.at > (to ?? NaN)))
    .sort((a, b) => b.at - a.at || b.id - a.id);
  page(found.slice(0, cap).map(runItem), url, response, (items) => ({
    total_count: found.length,
    workflow_runs: items,
  }));
}

/** A page with the link to the next one. */
function page(all: unknown[], url: URL, response: Response, envelope: (items: unknown[]) => unknown): void {
  const number = Number(url.searchParams.get('page') ?? 1);
  const size = Number(url.searchParams.get('per_page') ?? 30);
  const next = new URL(url);
  next.searchParams.set('page', String(number + 1));
  const links: Record<string, string> = number * size < all.length ? { link: `<${next.href}>; rel="next"` } : {};
  sendJson(response, envelope(all.slice((number - 1) * size, number * size)), links);
}

/** Commits are named by numbers: c3 comes after c2. */
function compare(range: string, url: URL, response: Response): void {
  const [base, head] = range.split('...').map((each) => Number(each.slice(1))) as [number, number];
  const commits = Array.from({ length: Math.max(0, head - base) }, (_, index) => commitItem(`c${base + index + 1}`));
  page(commits, url, response, (items) => ({ base_commit: commitItem(`c${base}`), commits: items }));
}

export function commitItem(sha: string) {
  const number = Number(sha.slice(1));
  const date = new Date(start0 + number * minute).toISOString();
  const person = { name: 'Ada', date };
  return {
    sha,
    parents: [{ sha: `c${number - 1}` }],
    commit: { author: person, committer: person, message: `m${number}` },
  };
}

export function runItem(run: TestRun) {
  const { id, at, attempt = 1, status = 'completed', conclusion = 'success', name = 'CI', event = 'push' } = run;
  return {
    id,
    name,
    run_number: id,
    run_attempt: attempt,
    event,
    status,
    conclusion: status === 'completed' ? conclusion : null,
    workflow_id: 7,
    path: '.github/workflows/ci.yml',
    head_branch: 'main',
    head_sha: `c${id}`,
    html_url: `https://example.com/o/app/actions/runs/${id}`,
    created_at: iso(at),
    run_started_at: iso(at + (attempt - 1) * hour),
    updated_at: iso(at + 50 * minute),
    actor: { login: 'ada' },
    triggering_actor: { login: attempt > 1 ? 'bob' : 'ada' },
    head_commit: { timestamp: iso(at - minute), message: 'm', author: { name: 'Ada' } },
    repository: { full_name: 'o/app' },
    head_repository: { full_name: 'o/app' },
  };
}

function jobItems(run: TestRun) {
  const { attempt: attempts = 1, status = 'completed', conclusion = 'success' } = run;
  return Array.from({ length: attempts }, (_, index) => {
    const at = run.at + index * hour;
    const over = index + 1 < attempts || status === 'completed';
    return {
      id: run.id * 100 + index,
      run_id: run.id,
      run_attempt: index + 1,
      name: 'build',
      status: over ? 'completed' : status,
      conclusion: index + 1 < attempts ? 'failure' : over ? conclusion : null,
      created_at: iso(at + 1000),
      started_at: iso(at + 5000),
      completed_at: over ? iso(at + 10 * minute) : null,
      runner_name: 'GitHub Actions 3',
      labels: ['ubuntu-latest'],
    };
  });
}

function deploymentItem({ id, at, environment, sha }: TestDeployment) {
  return {
    id,
    sha,
    ref: 'main',
    task: 'deploy',
    environment,
    payload: { secret: 'marker-payload' },
    creator: { login: 'ada' },
    created_at: iso(at),
    updated_at: iso(at),
    statuses_url: `https://example.com/repos/o/app/deployments/${id}/statuses`,
    repository_url: 'https://example.com/repos/o/app',
  };
}

function statusItems({ id, at, states, runId }: TestDeployment) {
  return states.map((state, index) => ({
    id: id * 100 + states.length - index,
    state,
    created_at: iso(at + (states.length - index) * minute),
    target_url: runId === undefined ? '' : `https://example.com/o/app/actions/runs/${runId}/job/1`,
    deployment_url: `https://example.com/repos/o/app/deployments/${id}`,
  }));
}

export function iso(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

function notFound(response: Response): void {
  response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"Not Found"}');
}
