import { createServer as createPlain, request as ask, type RequestListener, type Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { MadeCertificate } from './certificates';

export interface Listening {
  port: number;
  /** What came in: `GET /path` with the headers, as text. */
  asked: string[];
  /** How many connections were made to it so far. */
  connections(): number;
  close(): Promise<void>;
}

/** An https server on this machine that shows the given certificate. `asked` holds only what came through TLS. */
export function startSecureServer(certificate: MadeCertificate, answer: RequestListener, port = 0): Promise<Listening> {
  const { key, cert } = certificate;
  return listening((kept) => createSecure({ key, cert }, kept(answer)), port);
}

/** A proxy on this machine: passes plain requests on, opens tunnels, and keeps what it was asked. */
export async function startProxy(how: { password?: string } = {}): Promise<Listening> {
  const wanted = how.password && `Basic ${Buffer.from(how.password).toString('base64')}`;
  const tunnels = new Set<Socket>();
  const started = await listening((kept) => {
    const server = createPlain(
      kept((request, response) => {
        if (wanted && request.headers['proxy-authorization'] !== wanted) return void response.writeHead(407).end();
        const { 'proxy-authorization': _, ...headers } = request.headers;
        const onward = ask(request.url ?? '', { headers }, (reply) => {
          response.writeHead(reply.statusCode ?? 0, reply.headers);
          reply.pipe(response);
        });
        onward.on('error', () => response.writeHead(502).end());
        return void onward.end();
      }),
    );
    server.on('connect', (request, socket: Socket) => {
      kept(() => undefined)(request, null as never);
      if (wanted && request.headers['proxy-authorization'] !== wanted)
        return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(request.url ?? '') ?? [];
      const onward = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      for (const end of [socket, onward]) {
        tunnels.add(end);
        end.on('error', () => undefined);
        end.on('close', () => {
          socket.destroy();
          onward.destroy();
        });
      }
      return undefined;
    });
    return server;
  }, 0);
  return {
    ...started,
    close: () => {
      for (const end of tunnels) end.destroy();
      return started.close();
    },
  };
}

async function listening(
  make: (kept: (answer: RequestListener) => RequestListener) => Server,
  port: number,
): Promise<Listening> {
  const asked: string[] = [];
  const server = make((answer) => (request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}\n${request.rawHeaders.join('\n')}`);
    answer(request, response);
  });
  server.on('tlsClientError', () => undefined);
  let connections = 0;
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { port: (server.address() as AddressInfo).port, asked, connections: () => connections, close };
}
