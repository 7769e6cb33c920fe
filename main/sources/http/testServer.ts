import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on this machine for tests; it keeps what it was asked. */
export interface TestServer {
  origin: string;
  /** Path with query, in the order asked. */
  asked: string[];
  /** Every header of every request, as text. */
  headers: string[];
  /** When each request came in, epoch ms. */
  times: number[];
  close(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

export async function startTestServer(answer: Answer): Promise<TestServer> {
  const kept = { asked: [] as string[], headers: [] as string[], times: [] as number[] };
  const server: Server = createServer((request, response) => {
    kept.asked.push(request.url ?? '');
    kept.headers.push(request.rawHeaders.join('\n'));
    kept.times.push(Date.now());
    answer(request, response, kept.asked.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { origin: `http://127.0.0.1:${port}`, ...kept, close };
}

export function sendJson(response: ServerResponse, json: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json));
}
