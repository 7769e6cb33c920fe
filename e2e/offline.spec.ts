import type { ElectronApplication } from '@playwright/test';
import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { closeServers, gocdServer, pipeline } from '../main/sources/gocd/testGocd';
import { writeHistory } from './histories';
import { expect, freshFolder, launch, test } from './launch';
import { addMilestone, exportAs, formatNames, goToLibrary, importAndShow, lookAtFiles, openExample } from './steps';
import type { Format } from './steps';

test.afterEach(closeServers);

/** Noted in every process of the app that runs Node: what it connects to, and which names it looks up. */
const watch = `
const fs = require('node:fs'), net = require('node:net'), dns = require('node:dns'), dgram = require('node:dgram');
const note = (what) => fs.appendFileSync(process.env.SHIPLAPSE_TEST_CONNECTIONS, what + '\\n');
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...all) {
  const [to] = Array.isArray(all[0]) ? all[0] : all;
  if (!to?.path) note('connect ' + (to?.host ?? '') + ':' + (to?.port ?? to));
  return connect.apply(this, all);
};
const lookup = dns.lookup;
dns.lookup = (name, ...rest) => { note('lookup ' + name); return lookup(name, ...rest); };
const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function (...all) { note('datagram'); return send.apply(this, all); };
`;

/** An app whose every connection is written down: Node's by the lines above, Chromium's by its own network log. */
async function launchWatched() {
  const userData = freshFolder();
  const hook = path.join(userData, 'watch.cjs');
  const nodeFile = path.join(userData, 'node connections');
  const chromiumFile = path.join(userData, 'chromium.json');
  fs.writeFileSync(hook, watch);
  fs.writeFileSync(nodeFile, '');
  const started = await launch({
    userData,
    args: [`--log-net-log=${chromiumFile}`],
    env: { NODE_OPTIONS: `--require ${hook}`, SHIPLAPSE_TEST_CONNECTIONS: nodeFile },
  });
  /** To be asked once the app is closed: Chromium finishes its log then. */
  const connections = () => [
    ...fs
      .readFileSync(nodeFile, 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
    ...chromiumConnections(chromiumFile),
  ];
  return { ...started, connections };
}

/** Addresses of another scheme than ours that were asked for, and every host that was looked up or connected to. */
function chromiumConnections(file: string): string[] {
  const log = JSON.parse(fs.readFileSync(file, 'utf8')) as {
    constants: { logEventTypes: Record<string, number> };
    events: { type: number; params?: { url?: string; host?: string; address?: string } }[];
  };
  const nameOf = new Map(Object.entries(log.constants.logEventTypes).map(([name, number]) => [number, name]));
  const foreign =
    /^(URL_REQUEST_START_JOB|TCP_CONNECT_ATTEMPT|UDP_CONNECT|HOST_RESOLVER_MANAGER_REQUEST|HOST_RESOLVER_DNS_TASK)$/;
  return log.events
    .filter(({ type }) => foreign.test(nameOf.get(type) ?? ''))
    .map(({ type, params }) => `${nameOf.get(type) ?? ''} ${params?.url ?? params?.host ?? params?.address ?? ''}`)
    .filter((line) => !/ (shiplapse|file|data|blob|devtools):/.test(line) && !line.endsWith(' '));
}

test('start, example, import from disk, edits, show and every export make no connection at all', async () => {
  test.slow();
  const { app, page, userData, connections } = await launchWatched();
  await openExample(page);
  await addMilestone(page, 'Without network');
  await page.keyboard.press('F5');
  await expect(page.getByRole('application', { name: 'Presentation' })).toBeVisible();
  await page.keyboard.press('Escape');
  for (const format of Object.keys(formatNames) as Format[]) await exportAs(page, userData, format);
  await goToLibrary(page);
  await lookAtFiles(app, page, writeHistory(userData));
  await importAndShow(page);
  await app.close();
  expect(connections()).toEqual([]);
  fs.rmSync(userData, { recursive: true });
});

test('the count would have noticed: Node, engine and Chromium', async () => {
  const { app, page, userData, connections } = await launchWatched();
  const server = await gocdServer({ style: 'cursor', pipelines: { build: pipeline(2) } });
  await page.getByRole('button', { name: 'Import history…' }).click();
  await page.getByRole('radio', { name: /GoCD/ }).check();
  await page.getByRole('textbox', { name: 'Address' }).fill(server.origin);
  await page.getByRole('button', { name: 'Look at it first' }).click();
  await expect(page.getByRole('heading', { name: /^2 runs/ })).toBeVisible();
  const address = await askByChromium(app);
  await app.close();
  const seen = connections();
  expect(seen.filter((line) => line.startsWith('connect') && line.endsWith(new URL(server.origin).port))).not.toEqual(
    [],
  );
  expect(seen.filter((line) => line.includes(address))).not.toEqual([]);
  fs.rmSync(userData, { recursive: true });
});

async function askByChromium(app: ElectronApplication): Promise<string> {
  const server = createServer((_, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  await app.evaluate(({ net }, url) => net.fetch(url).then((reply) => reply.status), `http://${address}/`);
  server.close();
  return address;
}
