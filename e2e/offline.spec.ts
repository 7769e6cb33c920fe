import type { ElectronApplication } from '@playwright/test';
import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type nodeDgram from 'node:dgram';
import type nodeNet from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { closeServers, gocdServer, pipeline } from '../main/sources/gocd/testGocd';
import { writeHistory } from './histories';
import { expect, freshFolder, launch, projectFolder, test } from './launch';
import type { Started } from './launch';
import { addMilestone, exportAs, formatNames, goToLibrary, importAndShow, lookAtFiles, openExample } from './steps';
import type { Format } from './steps';

test.afterEach(closeServers);

/** Notes in a file what this process connects to, and which names it looks up. Also runs as text in another process. */
function watchConnections(_: unknown, file: string): void {
  const builtin = (name: string): unknown => process.getBuiltinModule(name);
  const { appendFileSync } = builtin('node:fs') as typeof fs;
  const note = (what: string): void => appendFileSync(file, `${what}\n`);
  const wrap = (owner: object, name: string, tell: (first: unknown) => string | null): void => {
    const original = Reflect.get(owner, name) as (...all: unknown[]) => unknown;
    Reflect.set(owner, name, function (this: unknown, ...all: unknown[]) {
      const what = tell(Array.isArray(all[0]) ? (all[0] as unknown[])[0] : all[0]);
      if (what !== null) note(what);
      return Reflect.apply(original, this, all);
    });
  };
  const net = builtin('node:net') as typeof nodeNet;
  wrap(net.Socket.prototype, 'connect', (to) => {
    const { path: pipe, host, port } = (to ?? {}) as { path?: string | null; host?: string; port?: number };
    return pipe == null ? `connect ${host ?? ''}:${String(port ?? to)}` : null;
  });
  wrap(builtin('node:dns') as object, 'lookup', (name) => `lookup ${String(name)}`);
  wrap((builtin('node:dgram') as typeof nodeDgram).Socket.prototype, 'send', () => 'datagram');
}

/** An app whose every connection is written down: Node's by wrapping them, Chromium's by its own network log. */
async function launchWatched() {
  const userData = freshFolder();
  const hook = path.join(userData, 'watched engine.cjs');
  const nodeFile = path.join(userData, 'node connections');
  const chromiumFile = path.join(userData, 'chromium.json');
  const engine = JSON.stringify(pathToFileURL(path.join(projectFolder, 'out/main/engineProcess.js')).href);
  fs.writeFileSync(hook, `(${watchConnections.toString()})(null, ${JSON.stringify(nodeFile)}); import(${engine});`);
  fs.writeFileSync(nodeFile, '');
  const started = await launch({ userData, args: [`--log-net-log=${chromiumFile}`] });
  await started.app.evaluate(watchConnections, nodeFile);
  await watchEngine(started, hook);
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

/** Ends the engine that runs; the one that follows is watched. */
async function watchEngine({ app, page }: Started, hook: string): Promise<void> {
  await expect(page.getByRole('button', { name: 'Import history…' })).toBeEnabled();
  const pid = await app.evaluate(({ utilityProcess, app: electron }, file) => {
    const fork = utilityProcess.fork.bind(utilityProcess);
    utilityProcess.fork = (_, args, options) => fork(file, args, options);
    return electron.getAppMetrics().find(({ name }) => name === 'Shiplapse engine')?.pid ?? 0;
  }, hook);
  process.kill(pid);
  const metrics = () => app.evaluate(({ app: electron }) => electron.getAppMetrics().map((metric) => metric.pid));
  await expect.poll(metrics).not.toContain(pid);
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
