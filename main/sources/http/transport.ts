import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import type { TrustedCertificate } from './certificate';
import { connectTls, endpointOf, proxyAuthorization, proxyTrouble, type Endpoint } from './connect';
import { proxyUrl } from './proxy';

/** What is asked of a reply's headers. */
export interface ReplyHeaders {
  get(name: string): string | null;
}

/** The beginning of a reply; `body` is read once, piece by piece, and throws where the connection breaks. */
export interface TransportReply {
  status: number;
  headers: ReplyHeaders;
  body: AsyncIterable<Uint8Array>;
}

/** Sends one GET and follows nothing by itself: redirects come back as replies. */
export type Transport = (
  url: string,
  request: { headers: Record<string, string>; signal: AbortSignal },
) => Promise<TransportReply>;

/** The way to one server. */
export interface Network {
  /** Address of a proxy, with user and password where it wants them; null: none. */
  proxy: string | null;
  trusted: readonly TrustedCertificate[];
}

/** The only place of the sources that touches the network. Throws `wrong_input` for a proxy that cannot be used. */
export function createTransport(network: Network): Transport {
  const proxy = network.proxy === null ? null : proxyUrl(network.proxy);
  const agents = { 'http:': plainAgent(proxy), 'https:': secureAgent(proxy, network.trusted) };
  return (address, { headers, signal }) =>
    new Promise((resolve, reject) => {
      const url = new URL(address);
      const isPlain = url.protocol === 'http:';
      const passedOn = isPlain && proxy ? proxy : null;
      // An agent is not told the signal of a request; a connection that is only being made has to hear of it too.
      const asked: https.RequestOptions & Asked = {
        agent: isPlain ? agents['http:'] : agents['https:'],
        headers: { ...ownHeaders, ...headers, ...(passedOn && proxyAuthorization(passedOn)) },
        ...(passedOn && { path: url.href }),
        signal,
        stop: signal,
        maxHeaderSize: 64 * 1024,
      };
      const request = (isPlain ? http : https).request(url, asked);
      request.once('error', reject);
      request.once('response', (reply) => {
        request.off('error', reject);
        // What breaks from here on is thrown where the body is read.
        request.on('error', () => undefined);
        resolve({ status: reply.statusCode ?? 0, headers: headersOf(reply), body: bodyOf(reply) });
      });
      request.end();
    });
}

/** Some servers answer only those who say who they are. */
const ownHeaders = { 'user-agent': 'Shiplapse', 'accept-encoding': 'gzip, deflate, br' };

/** Idle connections are kept for the next request, but keep nothing alive. */
const agentOptions = { keepAlive: true, timeout: 30_000 };

/** What an agent says of the connection it wants. */
interface Asked {
  host?: string | null;
  port?: number | string | null;
  stop?: AbortSignal;
}
type Connected = (error: Error | null, socket?: net.Socket) => void;

/** Through a proxy, a plain request is the proxy's to pass on. */
function plainAgent(proxy: URL | null): http.Agent {
  const agent = new http.Agent(agentOptions);
  if (!proxy) return agent;
  const connect = ({ stop }: Asked, connected: Connected): undefined => {
    const place = endpointOf(proxy);
    const through = proxy.protocol === 'https:' ? connectTls(place, null, [], stop) : connectPlain(place, stop);
    through.then(
      (socket) => connected(null, socket),
      (error: unknown) => connected(proxyTrouble(proxy, error as Error)),
    );
  };
  return Object.assign(agent, { createConnection: connect });
}

function secureAgent(proxy: URL | null, trusted: readonly TrustedCertificate[]): https.Agent {
  const connect = ({ host, port, stop }: Asked, connected: Connected): undefined => {
    const server = { host: (host ?? '').replace(/^\[(.*)\]$/, '$1'), port: Number(port ?? 443) };
    connectTls(server, proxy, trusted, stop).then(
      (socket) => connected(null, socket),
      (error: unknown) => connected(error as Error),
    );
  };
  return Object.assign(new https.Agent(agentOptions), { createConnection: connect });
}

function connectPlain(place: Endpoint, stop?: AbortSignal): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(place);
    // Only while it is being made: later it serves other requests, which the end of this one must not touch.
    const leave = (): void => {
      socket.destroy(new Error('stopped'));
    };
    stop?.addEventListener('abort', leave, { once: true });
    socket.once('close', () => stop?.removeEventListener('abort', leave));
    socket.once('error', reject);
    socket.once('connect', () => {
      stop?.removeEventListener('abort', leave);
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

function headersOf({ headers }: http.IncomingMessage): ReplyHeaders {
  return {
    get: (name) => {
      const value = headers[name.toLowerCase()];
      return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
    },
  };
}

/** The body as it was before it was packed for the way. A cut one throws. */
function bodyOf(reply: http.IncomingMessage): AsyncIterable<Uint8Array> {
  const coding = reply.headers['content-encoding']?.trim().toLowerCase();
  const unpack =
    coding === 'br'
      ? createBrotliDecompress()
      : coding === 'gzip' || coding === 'x-gzip' || coding === 'deflate'
        ? createUnzip()
        : null;
  if (!unpack) return reply;
  pipeline(reply, unpack, () => undefined);
  return unpack;
}

/** Straight to the server, trusting whom the machine trusts. */
export const directTransport: Transport = createTransport({ proxy: null, trusted: [] });
