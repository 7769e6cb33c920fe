import { startTestServer, sendJson, type Answer, type TestServer } from '../http/testServer';

/** A small GoCD: runs 1…n of a pipeline, and what it is asked. */
export interface Pipeline {
  runs: { counter: number; attempts: number; result: string }[];
}
export interface Behaviour {
  style: 'cursor' | 'offset';
  pipelines: Record<string, Pipeline>;
  /** Called before each request is answered. */
  before?: (path: string) => void;
  /** Answers instead, where it returns true. */
  instead?: (path: string, ...rest: Parameters<Answer>) => boolean;
  pageSize?: number;
}

const open: TestServer[] = [];

export async function closeServers(): Promise<void> {
  await Promise.all(open.splice(0).map((server) => server.close()));
}

/** Run n is scheduled n hours after this. */
export const start0 = Date.UTC(2024, 0, 1);
export const minute = 60_000;

export async function gocdServer(behaviour: Behaviour): Promise<TestServer> {
  const server = await startTestServer((request, response, count) => {
    const path = request.url ?? '';
    behaviour.before?.(path);
    if (!behaviour.instead?.(path, request, response, count))
      answer(behaviour, server.origin, path, request.headers.accept ?? '', response);
  });
  open.push(server);
  return server;
}

function answer(
  { style, pipelines, pageSize = 10 }: Behaviour,
  origin: string,
  path: string,
  accept: string,
  response: Parameters<Answer>[1],
): void {
  const modern = style === 'cursor';
  const url = new URL(path, origin);
  const [kind, ...rest] = url.pathname.replace('/go/api/', '').split('/').map(decodeURIComponent);
  const versioned = accept.startsWith('application/vnd.go.cd.v');
  if (kind === 'config' && !modern)
    return sendJson(response, [{ name: 'all', pipelines: Object.keys(pipelines).map((name) => ({ name })) }]);
  if (kind === 'dashboard' && accept === 'application/vnd.go.cd.v3+json' && modern) {
    return sendJson(response, { _embedded: { pipelines: Object.keys(pipelines).map((name) => ({ name })) } });
  }
  const runs = [...(pipelines[rest[0] ?? '']?.runs ?? [])].reverse();
  const name = rest[0] ?? '';
  if (kind === 'pipelines' && rest[1] === 'history' && runs.length > 0 && versioned === modern) {
    const offset = modern ? afterIndex(runs, url.searchParams.get('after')) : Number(rest[2] ?? NaN);
    if (Number.isNaN(offset)) return notFound(response);
    const items = runs.slice(offset, offset + pageSize).map((run) => historyItem(name, run));
    const last = runs[offset + pageSize - 1];
    const links =
      last && last.counter > 1
        ? { next: { href: `${origin}/go/api/pipelines/${name}/history?after=${last.counter}` } }
        : {};
    const paging = modern ? { _links: links } : { pagination: { offset, total: runs.length, page_size: pageSize } };
    return sendJson(response, { pipelines: items, ...paging });
  }
  if (kind === 'pipelines' && modern && versioned && /^\d+$/.test(rest[1] ?? '')) {
    const run = runs.find((each) => each.counter === Number(rest[1]));
    return run ? sendJson(response, historyItem(name, run)) : notFound(response);
  }
  const old = rest[2] === 'instance';
  if (kind === 'stages' && old !== modern && (old || accept.includes('.v3+'))) {
    const [counter, attempt] = old ? [rest[3], rest[4]] : [rest[1], rest[3]];
    const run = runs.find((each) => each.counter === Number(counter));
    return run ? sendJson(response, stageInstance(name, run, Number(attempt))) : notFound(response);
  }
  return notFound(response);
}

function notFound(response: Parameters<Answer>[1]): void {
  response.writeHead(404).end('{"message":"not found"}');
}

function afterIndex(runs: { counter: number }[], after: string | null): number {
  return after === null ? 0 : runs.findIndex((run) => run.counter === Number(after)) + 1;
}

export function pipeline(runs: number): Pipeline {
  return { runs: Array.from({ length: runs }, (_, index) => runOf(index + 1)) };
}

export function runOf(counter: number) {
  return { counter, attempts: 1, result: 'Passed' };
}

type TestRun = Pipeline['runs'][number];

function scheduledAt(run: TestRun, attempt: number): number {
  return start0 + run.counter * 60 * minute + (attempt - 1) * minute;
}

function job(run: TestRun, attempt: number) {
  const state = run.result === 'Unknown' ? 'Building' : 'Completed';
  return { name: 'unit', state, result: run.result, scheduled_date: scheduledAt(run, attempt) };
}

export function historyItem(name: string, run: TestRun) {
  const stage = {
    name: 'test',
    counter: String(run.attempts),
    result: run.result,
    approval_type: 'success',
    scheduled: true,
  };
  const gate = { name: 'release', counter: '1', approval_type: 'manual', scheduled: false, jobs: [] };
  const stages = [{ ...stage, jobs: [job(run, run.attempts)] }, gate];
  const modifications = [
    { revision: `r${run.counter}`, modified_time: scheduledAt(run, 1) - minute, user_name: 'Ada', comment: 'c' },
  ];
  const material = { type: 'Git', description: 'URL: git@host:org/app.git, Branch: main' };
  const cause = {
    trigger_forced: false,
    trigger_message: 'modified by Ada',
    approver: '',
    material_revisions: [{ material, changed: true, modifications }],
  };
  return {
    name,
    counter: run.counter,
    label: String(run.counter),
    scheduled_date: scheduledAt(run, 1),
    build_cause: cause,
    stages,
  };
}

function stageInstance(name: string, run: TestRun, attempt: number) {
  const result = attempt < run.attempts ? 'Failed' : run.result;
  const at = scheduledAt(run, attempt);
  const over = run.result === 'Unknown' ? [] : [['Completed', at + 5000] as const];
  const states = [
    ['Scheduled', at] as const,
    ['Assigned', at + 1000] as const,
    ['Building', at + 2000] as const,
    ...over,
  ];
  const transitions = states.map(([state, time]) => ({ state, state_change_time: time }));
  const jobs = [{ ...job(run, attempt), result, agent_uuid: 'agent', job_state_transitions: transitions }];
  return {
    name: 'test',
    counter: attempt,
    pipeline_name: name,
    pipeline_counter: run.counter,
    approval_type: 'success',
    result,
    jobs,
  };
}
