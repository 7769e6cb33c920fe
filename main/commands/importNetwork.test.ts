import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sendJson, startTestServer } from '../sources/http/testServer';
import { makeCertificate } from '../sources/http/testing/certificates';
import { startProxy, startSecureServer } from '../sources/http/testing/secureServers';
import { CommandLine } from '../testing/commandLine';

let line: CommandLine;
beforeAll(async () => {
  line = await CommandLine.open();
});
afterAll(() => line.close());

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
async function opened<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const one = await starting;
  open.push(one);
  return one;
}

/** A Jenkins of one job with one build. */
function jenkins(url: string): unknown {
  const build = {
    number: 1,
    id: '1',
    result: 'SUCCESS',
    timestamp: 1_704_103_200_000,
    duration: 60_000,
    building: false,
  };
  const path = new URL(url, 'http://x').pathname;
  if (path === '/api/json')
    return { jobs: [{ _class: 'hudson.model.FreeStyleProject', name: 'build', fullName: 'build' }] };
  return { name: 'build', fullName: 'build', builds: [build], allBuilds: [build], ...build };
}

test('a certificate is trusted by its fingerprint for this call, a wrong one is not, and nonsense is wrong usage', async () => {
  const certificate = makeCertificate({ name: 'ci', names: ['127.0.0.1'] });
  const server = await opened(
    startSecureServer(certificate, (request, response) => sendJson(response, jenkins(request.url ?? ''))),
  );
  const url = `https://127.0.0.1:${String(server.port)}`;
  const words = ['import', 'tls', '--source', 'jenkins', '--url', url];
  const refused = await line.call(words);
  expect([refused.status, server.asked]).toEqual([1, []]);
  expect(refused.err).toContain(`SHA256:${certificate.fingerprint}`);
  const other = makeCertificate({ name: 'ci' }).fingerprint;
  const wrong = await line.call([...words, '--trust-certificate', `127.0.0.1=SHA256:${other}`]);
  expect([wrong.status, wrong.err]).toEqual([1, expect.stringContaining('has changed since it was trusted')]);
  expect(server.asked).toEqual([]);
  const trusting = await line.call([...words, '--trust-certificate', `127.0.0.1=SHA256:${certificate.fingerprint}`]);
  expect([trusting.status, trusting.err]).toEqual([0, '']);
  expect(server.asked.length).toBeGreaterThan(0);
  for (const word of ['127.0.0.1', '=SHA256:00', `127.0.0.1=SHA256:${other}00`]) {
    const usage = await line.call([...words, '--trust-certificate', word]);
    expect([usage.status, usage.err]).toEqual([2, expect.stringContaining('--trust-certificate wants HOST=SHA256:')]);
  }
});

test('HTTP_PROXY and HTTPS_PROXY are used, and NO_PROXY excepts from them', async () => {
  const proxy = await opened(startProxy());
  const server = await opened(startTestServer((request, response) => sendJson(response, jenkins(request.url ?? ''))));
  const at = `http://127.0.0.1:${String(proxy.port)}`;
  const words = ['import', 'proxied', '--source', 'jenkins', '--url', server.origin];
  expect((await line.call(words, { env: { HTTP_PROXY: at } })).status).toBe(0);
  expect(proxy.asked).toHaveLength(server.asked.length);
  expect(proxy.asked.length).toBeGreaterThan(0);
  const before = proxy.asked.length;
  expect((await line.call(words, { env: { HTTP_PROXY: at, NO_PROXY: '127.0.0.1' } })).status).toBe(0);
  expect((await line.call(words, { env: { HTTPS_PROXY: at } })).status).toBe(0);
  expect(proxy.asked).toHaveLength(before);
  const secure = ['import', 'proxied', '--source', 'jenkins', '--url', server.origin.replace('http:', 'https:')];
  const { err } = await line.call(secure, { env: { https_proxy: at } });
  expect(err).toContain('does not speak https');
  expect(proxy.asked.at(-1)).toContain('CONNECT 127.0.0.1:');
  const socks = await line.call(words, { env: { ALL_PROXY: 'socks5://me:s3cret@127.0.0.1:1' } });
  expect([socks.status, socks.err]).toEqual([1, expect.stringContaining('has to be an HTTP proxy')]);
  expect(socks.err).not.toContain('s3cret');
});
