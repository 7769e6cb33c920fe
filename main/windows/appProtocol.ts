import { net, protocol } from 'electron';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { resolveInside } from './resolveInside';

export const appOrigin = 'shiplapse://app';

/**
 * Everything a page of ours may do; the network is not in it. Styles and scripts come from the bundle alone.
 * `blob:` pictures are canvases and exports made in the page itself.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "worker-src 'self'",
  "connect-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Must run before the app is ready. A standard, secure scheme gives the pages an origin of their own. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'shiplapse', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Serves the built pages, and nothing outside their folder. */
export function serveApp(folder: string): void {
  protocol.handle('shiplapse', async (request) => {
    const file = await resolveInside(folder, request.url);
    if (file === null) return new Response('Not found', { status: 404 });
    const reply = await net.fetch(pathToFileURL(file).href);
    const headers = new Headers(reply.headers);
    headers.set('content-security-policy', contentSecurityPolicy);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('content-type', contentTypes[path.extname(file)] ?? 'application/octet-stream');
    return new Response(reply.body, { status: reply.status, headers });
  });
}

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};
