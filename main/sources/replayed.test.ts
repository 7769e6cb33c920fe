import { afterEach, expect } from 'vitest';
import { sendJson, startTestServer, type TestServer } from './http/testServer';
import { sourceOf } from './registry';
import { recordedReplies } from './testing/recorded';
import { replays } from './testing/replays';
import { importsOf, knownAfter } from './testing/testImport';

const open: TestServer[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));

for (const [kind, replay] of Object.entries(replays)) {
  const { recorded, at, json, text } = recordedReplies(kind);
  recorded(
    `${kind}: a server that replays what was recorded brings what the files bring, and nothing twice`,
    async () => {
      const source = sourceOf(kind);
      if (!source) throw new Error(`there is no source ${kind}`);
      const routes = replay.routes(json, text);
      const server = await startTestServer((request, response) => {
        const { pathname } = new URL(request.url ?? '', 'http://x');
        if (pathname in routes) sendJson(response, routes[pathname]);
        else response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
      });
      open.push(server);
      const { server: importServer, files } = importsOf(source);
      const live = await importServer(server.origin, replay.request);
      const saved = await files(at(...replay.files));
      expect([live.failures, live.rejected]).toEqual([[], []]);
      const ids = new Set(live.runs.map((run) => run.id));
      const same = saved.runs.filter((run) => ids.has(run.id));
      expect(live.runs.length).toBe(replay.runs);
      const plain = (runs: typeof live.runs) =>
        [...runs]
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .map((run) => ({ ...run, ...(run.environment === null ? {} : replay.onlyOneKnows) }));
      expect(plain(live.runs)).toEqual(plain(same));
      const again = await importServer(server.origin, replay.request, { known: knownAfter(live) });
      const known = new Map(live.runs.map((run) => [run.id, run]));
      expect(again.runs.filter((run) => JSON.stringify(run) !== JSON.stringify(known.get(run.id)))).toEqual([]);
    },
  );
}
