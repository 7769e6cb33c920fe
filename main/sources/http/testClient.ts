import { FailureError } from '../../failure';
import { createHttp, type HttpOptions } from './http';
import { startTestServer, type Answer, type TestServer } from './testServer';

/** A token to look for where it must not be. */
export const token = 'marker-token-4711';
const open: TestServer[] = [];

export async function closeServers(): Promise<void> {
  await Promise.all(open.splice(0).map((server) => server.close()));
}

export function options(server: TestServer): HttpOptions {
  return {
    origin: `${server.origin}/go/`,
    headers: { authorization: `Bearer ${token}`, 'private-token': token },
    signal: new AbortController().signal,
    progress: () => undefined,
    now: () => Date.now(),
    delay: moment,
  };
}

export function http(server: TestServer, more: Partial<HttpOptions> = {}) {
  return createHttp({ ...options(server), ...more });
}

export async function start(answer: Answer): Promise<TestServer> {
  const server = await startTestServer(answer);
  open.push(server);
  return server;
}

export async function failureOf(work: Promise<unknown>): Promise<FailureError> {
  const error: unknown = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof FailureError) return error;
  throw error;
}

export function recordDelay(waits: number[]) {
  return (ms: number) => {
    waits.push(ms);
    return moment();
  };
}

/** Instead of a pause: long enough to hear of a connection that the server has closed, so that no try is wasted on it. */
function moment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10));
}

export async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
