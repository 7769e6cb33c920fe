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
  /** After `close`: at the same address again. */
  comeBack(): Promise<void>;
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
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { origin: `http://127.0.0.1:${port}`, ...kept, close, comeBack: () => listen(port) };
}

export function sendJson(response: ServerResponse, json: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json));
}
