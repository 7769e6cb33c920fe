import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Failure } from '../../failure';
import { createHttp } from './http';
import { failureOf, token } from './testClient';
import { sendJson, startTestServer, type TestServer } from './testServer';
import { makeCertificate, type MadeCertificate } from './testing/certificates';
import { startProxy, startSecureServer, type Listening } from './testing/secureServers';
import { createTransport, type Network } from './transport';

const dayMs = 24 * 3_600_000;
const authorityName = 'Authority of this machine';
const authority = { ...makeCertificate({ name: authorityName, isAuthority: true }), name: authorityName };
const here = ['127.0.0.1', 'localhost'];
const day = (offset: number) => new Date(Date.now() + offset * dayMs);

let folder: string;
const before = process.env['SSL_CERT_FILE'];
beforeAll(() => {
  // What the machine trusts is read once, at the first connection.
  folder = mkdtempSync(path.join(os.tmpdir(), 'shiplapse-tls-'));
  writeFileSync(path.join(folder, 'authorities.pem'), authority.cert);
  process.env['SSL_CERT_FILE'] = path.join(folder, 'authorities.pem');
});
afterAll(() => {
  if (before === undefined) delete process.env['SSL_CERT_FILE'];
  else process.env['SSL_CERT_FILE'] = before;
  rmSync(folder, { recursive: true });
});

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
async function opened<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const one = await starting;
  open.push(one);
  return one;
}
const serve = (certificate: MadeCertificate, port = 0): Promise<Listening> =>
  opened(startSecureServer(certificate, (_, response) => sendJson(response, { ok: true }), port));

function client(origin: string, network: Partial<Network> = {}) {
  return createHttp({
    origin,
    headers: { authorization: `Bearer ${token}` },
    signal: new AbortController().signal,
    progress: () => undefined,
    now: () => Date.now(),
    delay: () => Promise.resolve(),
    idleMs: 2_000,
    transport: createTransport({ proxy: null, trusted: [], ...network }),
  });
}
const certificateOf = ({ failure }: { failure: Failure }) => failure.certificate;

test('a certificate of an authority that the machine trusts is taken, by name and by address', async () => {
  const server = await serve(makeCertificate({ name: 'ci', names: here, issuer: authority }));
  for (const host of here) {
    const reply = await client(`https://${host}:${String(server.port)}`).getJson('/x');
    expect(reply.json).toEqual({ ok: true });
  }
  expect(server.asked).toHaveLength(2);
});

const stranger = { ...makeCertificate({ name: 'Stranger', isAuthority: true }), name: 'Stranger' };
test.each([
  ['selfSigned', makeCertificate({ name: 'ci', names: here }), /signed by itself/],
  ['unknownIssuer', makeCertificate({ name: 'ci', names: here, issuer: stranger }), /signed by “Stranger”/],
  [
    'wrongHost',
    makeCertificate({ name: 'other', names: ['other.example', '10.0.0.1'], issuer: authority }),
    /made for other\.example, 10\.0\.0\.1, not for this address/,
  ],
  [
    'expired',
    makeCertificate({ name: 'ci', names: here, issuer: authority, from: day(-9), to: day(-2) }),
    new RegExp(`expired on ${day(-2).toISOString().slice(0, 10)}`),
  ],
  [
    'notYetValid',
    makeCertificate({ name: 'ci', names: here, issuer: authority, from: day(2), to: day(9) }),
    /valid only from/,
  ],
] as const)(
  '%s: nothing is sent, the sentence says why, and trusting this one lets it through',
  async (problem, certificate, says) => {
    const server = await serve(certificate);
    const origin = `https://127.0.0.1:${String(server.port)}`;
    const failure = await failureOf(client(origin).getJson('/x'));
    expect(failure.kind).toBe('untrusted_certificate');
    expect(failure.message).toMatch(says);
    expect(failure.message).toContain(`SHA256:${certificate.fingerprint}`);
    expect(certificateOf(failure)).toMatchObject({
      host: `127.0.0.1:${String(server.port)}`,
      fingerprint: certificate.fingerprint,
      problem,
      trusted: null,
    });
    expect(server.asked).toEqual([]);

    // Neither for another server nor another certificate of this one.
    for (const trusted of [
      { host: 'ci.example', fingerprint: certificate.fingerprint },
      { host: '127.0.0.1:1', fingerprint: certificate.fingerprint },
    ])
      expect((await failureOf(client(origin, { trusted: [trusted] }).getJson('/x'))).kind).toBe(
        'untrusted_certificate',
      );
    expect(server.asked).toEqual([]);
    for (const host of ['127.0.0.1', `127.0.0.1:${String(server.port)}`]) {
      const trusting = client(origin, { trusted: [{ host, fingerprint: certificate.fingerprint }] });
      expect((await trusting.getJson('/x')).json).toEqual({ ok: true });
    }
  },
);

test('a changed certificate is refused again, and says what was trusted before', async () => {
  const [first, second] = [makeCertificate({ name: 'ci', names: here }), makeCertificate({ name: 'ci', names: here })];
  const server = await serve(first);
  const origin = `https://127.0.0.1:${String(server.port)}`;
  const trusted = [{ host: '127.0.0.1', fingerprint: first.fingerprint }];
  await client(origin, { trusted }).getJson('/x');
  await server.close();
  const changed = await serve(second, server.port);
  const failure = await failureOf(client(origin, { trusted }).getJson('/x'));
  expect(failure.message).toMatch(/has changed since it was trusted/);
  expect(certificateOf(failure)).toMatchObject({
    problem: 'changed',
    trusted: first.fingerprint,
    fingerprint: second.fingerprint,
  });
  // Also where an authority vouches for the new one: somebody said which one it is.
  await changed.close();
  await serve(makeCertificate({ name: 'ci', names: here, issuer: authority }), server.port);
  expect(certificateOf(await failureOf(client(origin, { trusted }).getJson('/x')))).toMatchObject({
    problem: 'changed',
  });
  expect(changed.asked).toEqual([]);
});

test('no https where https was asked for is told as that, and not as a bad certificate', async () => {
  const plain = await opened(startTestServer((_, response) => sendJson(response, {})));
  const failure = await failureOf(client(plain.origin.replace('http:', 'https:')).getJson('/x'));
  expect([failure.kind, failure.message]).toEqual(['refused_address', expect.stringContaining('does not speak https')]);
  expect(plain.asked).toEqual([]);
});

test('stopping while a server hangs in the middle of the handshake ends at once, and leaves no connection', async () => {
  const sockets: { destroyed: boolean }[] = [];
  const silent = createServer((socket) => {
    socket.on('error', () => undefined);
    sockets.push(socket);
    // Reading is what notices that the other side has gone.
    socket.resume();
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const stop = new AbortController();
  const transport = createTransport({ proxy: null, trusted: [] });
  const { port } = silent.address() as AddressInfo;
  const asked = transport(`https://127.0.0.1:${String(port)}/x`, { headers: {}, signal: stop.signal });
  asked.catch(() => undefined);
  await expect.poll(() => sockets.length).toBe(1);
  stop.abort();
  await expect(asked).rejects.toThrow();
  await expect.poll(() => sockets[0]?.destroyed).toBe(true);
  silent.close();
});

test('a proxy is asked for every connection; it sees plain requests, and of https only the server', async () => {
  const proxy = await opened(startProxy());
  const network = { proxy: `http://127.0.0.1:${String(proxy.port)}` };
  const plain: TestServer = await opened(startTestServer((_, response) => sendJson(response, { plain: true })));
  const plainly = client(plain.origin, network);
  expect((await plainly.getJson('/x?y=1')).json).toEqual({ plain: true });
  expect(proxy.asked).toHaveLength(1);
  expect(proxy.asked[0]).toContain(`GET ${plain.origin}/x?y=1`);
  expect(plain.asked).toEqual(['/x?y=1']);
  for (let request = 0; request < 3; request += 1) await plainly.getJson('/x');
  expect([proxy.asked.splice(1).length, proxy.connections()]).toEqual([3, 1]);

  const server = await serve(makeCertificate({ name: 'ci', names: here, issuer: authority }));
  const secure = client(`https://localhost:${String(server.port)}`, network);
  for (let request = 0; request < 3; request += 1) expect((await secure.getJson('/x')).json).toEqual({ ok: true });
  expect(proxy.asked).toHaveLength(2);
  expect(proxy.asked[1]).toContain(`CONNECT localhost:${String(server.port)}`);
  expect(proxy.asked[1]).not.toContain(token);
  expect(server.asked).toHaveLength(3);

  // The certificate is that of the server, whoever is in between.
  const bad = await serve(makeCertificate({ name: 'ci', names: here }));
  const refused = await failureOf(client(`https://127.0.0.1:${String(bad.port)}`, network).getJson('/x'));
  expect(refused.kind).toBe('untrusted_certificate');
});

test('a proxy that wants a password gets it, says so without, and none is told as the proxy', async () => {
  const proxy = await opened(startProxy({ password: 'me:s3cret' }));
  const plain = await opened(startTestServer((_, response) => sendJson(response, {})));
  const server = await serve(makeCertificate({ name: 'ci', names: here, issuer: authority }));
  const place = `127.0.0.1:${String(proxy.port)}`;
  const origins = [plain.origin, `https://127.0.0.1:${String(server.port)}`];
  for (const origin of origins) {
    await client(origin, { proxy: `http://me:s3cret@${place}` }).getJson('/x');
    const refused = await failureOf(client(origin, { proxy: `http://me:wrong@${place}` }).getJson('/x'));
    expect([refused.kind, refused.message]).toEqual(['no_permission', expect.stringMatching(/proxy .*407/i)]);
    expect(refused.message).not.toMatch(/wrong|me:/);
  }
  expect(plain.headers.join()).not.toContain('s3cret');
  await proxy.close();
  for (const origin of origins) {
    const gone = await failureOf(client(origin, { proxy: `http://${place}` }).getJson('/x'));
    expect([gone.kind, gone.message]).toEqual(['offline', expect.stringContaining(`The proxy http://${place}`)]);
  }
  const nowhere = await opened(startProxy());
  const failure = await failureOf(
    client('https://no-such-host.invalid', { proxy: `http://127.0.0.1:${String(nowhere.port)}` }).getJson('/x'),
  );
  expect(failure.message).toMatch(/The proxy .* (gives no way to no-such-host\.invalid:443|does not answer)/);
});

test('a proxy of a kind that cannot be used is refused with a sentence, without its password', () => {
  for (const proxy of ['socks5://me:s3cret@127.0.0.1:1080', 'ftp://x', 'nonsense'])
    expect(() => createTransport({ proxy, trusted: [] })).toThrow(/cannot be used(?!.*s3cret)/);
});
