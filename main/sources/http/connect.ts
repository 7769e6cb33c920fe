import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { FailureError } from '../../failure';
import { machineTrust } from './authorities';
import { judgeCertificate, type TrustedCertificate } from './certificate';

/** A server or a proxy to connect to. */
export interface Endpoint {
  /** Name or address, without brackets. */
  host: string;
  port: number;
}

export function endpointOf(url: URL): Endpoint {
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port };
}

/**
 * A connection to a server whose certificate was judged. Not one byte of ours crosses it before that: the check is made here
 * and not left to TLS, because a certificate that somebody trusts by its fingerprint has to be seen to be compared.
 */
export async function connectTls(
  server: Endpoint,
  proxy: URL | null,
  trusted: readonly TrustedCertificate[],
  signal?: AbortSignal,
): Promise<tls.TLSSocket> {
  const tunnel = proxy ? await openTunnel(proxy, server, signal) : null;
  return new Promise((resolve, reject) => {
    const socket = tls.connect({
      ...(tunnel ? { socket: tunnel } : server),
      host: server.host,
      servername: net.isIP(server.host) === 0 ? server.host : '',
      secureContext: machineTrust(),
      ALPNProtocols: ['http/1.1'],
      rejectUnauthorized: false,
    });
    const stop = (): void => {
      socket.destroy(new Error('stopped'));
    };
    signal?.addEventListener('abort', stop, { once: true });
    socket.once('close', () => signal?.removeEventListener('abort', stop));
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      signal?.removeEventListener('abort', stop);
      socket.off('error', reject);
      const problem = judgeCertificate(socket.getPeerCertificate(), server, problemOf(socket), trusted);
      if (!problem) return resolve(socket);
      socket.on('error', () => undefined);
      socket.destroy();
      reject(problem);
    });
  });
}

/** Node gives a code where its types promise an error. */
function problemOf(socket: tls.TLSSocket): string | null {
  if (socket.authorized) return null;
  const error: unknown = socket.authorizationError;
  if (typeof error === 'string') return error;
  return (error as { code?: string } | null)?.code ?? 'unknown';
}

/** Asks a proxy for a way to the server. */
function openTunnel(proxy: URL, server: Endpoint, signal?: AbortSignal): Promise<net.Socket> {
  const place = `${net.isIPv6(server.host) ? `[${server.host}]` : server.host}:${server.port}`;
  const isSecure = proxy.protocol === 'https:';
  const request = (isSecure ? https : http).request({
    ...endpointOf(proxy),
    method: 'CONNECT',
    path: place,
    headers: { host: place, ...proxyAuthorization(proxy) },
    agent: false,
    ...(signal && { signal }),
    ...(isSecure ? { secureContext: machineTrust() } : {}),
  });
  return new Promise((resolve, reject) => {
    request.once('connect', (reply: http.IncomingMessage, socket: net.Socket) => {
      if (reply.statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(refusedBy(proxy, place, reply.statusCode ?? 0));
    });
    request.once('response', (reply) => {
      reply.destroy();
      reject(refusedBy(proxy, place, reply.statusCode ?? 0));
    });
    request.once('error', (error) => reject(proxyTrouble(proxy, error)));
    request.end();
  });
}

export function proxyAuthorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const both = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(both).toString('base64')}` };
}

/** The proxy itself cannot be reached: a fault of the network, told as one of the proxy. */
export function proxyTrouble(proxy: URL, cause: Error): FailureError {
  return new FailureError(
    'offline',
    `The proxy ${proxy.protocol}//${proxy.host} that this machine is set to use does not answer: check the proxy and the network connection, then import again.`,
    { cause },
  );
}

function refusedBy(proxy: URL, place: string, status: number): FailureError {
  const shown = `${proxy.protocol}//${proxy.host}`;
  if (status === 407) {
    return new FailureError(
      'no_permission',
      `The proxy ${shown} wants a user name and a password (status 407): name them in the address of the proxy, or except the server from it.`,
    );
  }
  return new FailureError(
    'offline',
    `The proxy ${shown} gives no way to ${place} (status ${status}): check the address, or except the server from the proxy.`,
  );
}
