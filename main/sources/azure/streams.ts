import type { Run } from '../../domain/history/records';
import { printInstant } from '../../domain/time/instant';
import { FailureError } from '../../failure';
import { fieldsOf, isFields, itemsOf, textOf, Unusable, type Fields } from '../common/fields';
import { askAll, askOne, askPage, pageOf, type ListForm } from '../common/live/asking';
import { runStream } from '../common/live/runStream';
import type { AskDetail, ListPage, Stream } from '../common/live/stream';
import type { Http } from '../http/http';
import { createAssembly, type AzureAssembly } from './assembly';
import { deploymentId, deploymentsOfRelease, parseDeployment } from './deployments';
import { parseBuild, parseRecord, type AzureBuild } from './replies';

const version = 'api-version=7.1';

/** What is asked of one project. */
export interface ProjectLists {
  http: Http;
  /** What the addresses of its calls begin with. */
  base: string;
  project: string;
  /** Names asked for; empty for all. */
  pipelines: readonly string[];
}

/** Builds with their timelines and changes. */
export function buildStream({ http, base, ...of }: ProjectLists): Stream<AzureBuild> {
  return {
    key: keyOf('builds', of),
    name: `The builds of ${of.project}`,
    isWanted: ({ pipeline }) => isAsked(pipeline, of),
    first: (after) => {
      const since = after === null ? '' : `&minTime=${encodeURIComponent(printInstant(after))}`;
      return `${base}/build/builds?queryOrder=queueTimeDescending&$top=100${since}&${version}`;
    },
    page: (address) => askPage(http, address, list('builds')),
    parse: (item) => parseBuild(objectOf(item)),
    id: ({ id }) => id,
    madeAt: ({ queuedAt, startedAt }) => queuedAt ?? startedAt,
    fingerprint: ({ status, result, finishedAt }) => `${status} ${result} ${finishedAt}`,
    again: (id) => (/^\d+$/.test(id) ? askOne(http, `${base}/build/builds/${id}?${version}`) : Promise.resolve(null)),
    complete: async (build, ask) => {
      const assembly = createAssembly();
      assembly.addBuild(build, '');
      // What has not begun has neither, and the server answers with nothing at all.
      if (build.startedAt !== null) {
        const at = `${base}/build/builds/${build.id}`;
        const earlier = await addTimeline(`${at}/timeline`, build.id, assembly, http, ask);
        for (const id of earlier) await addTimeline(`${at}/timeline/${id}`, build.id, assembly, http, ask);
        const changes = await ask(() => askAll(http, `${at}/changes?$top=200&${version}`, list('changes')));
        for (const change of itemsOf(changes)) assembly.addChange(change, build.id, '');
      }
      return assembly.assemble();
    },
  };
}

/** Adds the records of a timeline; gives the ids of those that hold earlier attempts. */
async function addTimeline(
  address: string,
  buildId: string,
  assembly: AzureAssembly,
  http: Http,
  ask: AskDetail,
): Promise<Set<string>> {
  const timeline = fieldsOf(await ask(() => askOne(http, `${address}?${version}`)));
  const records = itemsOf(timeline.records).map(parseRecord);
  for (const record of records) assembly.addRecord(record, buildId, '');
  return new Set(records.flatMap(({ earlier }) => earlier));
}

/** Deployments of classic releases. */
export function deploymentStream({ http, base, ...of }: ProjectLists): Stream<Run> {
  return {
    ...runStream({
      key: keyOf('deployments', of),
      name: `The deployments of ${of.project}`,
      isWanted: ({ pipeline }) => isAsked(pipeline, of),
      first: (after) => {
        const since = after === null ? '' : `&minStartedTime=${encodeURIComponent(printInstant(after))}`;
        return `${base}/release/deployments?queryOrder=descending&latestAttemptsOnly=false&$top=100${since}&${version}`;
      },
      page: (address) => releasePage(http, address),
      parse: (item) => parseDeployment(objectOf(item)),
      // There is no call for one deployment, but one for its release.
      again: async (id, seen) => {
        const release = /^\d+/.exec(seen ?? '')?.[0];
        if (release === undefined || !id.startsWith(deploymentId(''))) return null;
        const found = fieldsOf(await askOne(http, `${base}/release/releases/${release}?${version}`));
        return deploymentsOfRelease(found).find((each) => deploymentId(String(each.id)) === id) ?? null;
      },
    }),
    fingerprint: ({ more, sourceOutcome, finishedAt }) => `${String(more?.releaseId)} ${sourceOutcome} ${finishedAt}`,
  };
}

/** A project may have no releases, and a token may be for builds only: neither stops the import of builds. */
async function releasePage(http: Http, address: string): Promise<ListPage> {
  const reply = await http.getJson(address, { expected: [401, 403, 404] });
  if (reply.status === 404) return { items: [], url: address, next: null };
  if (reply.status < 300) return pageOf(reply, list('deployments'));
  throw new FailureError(
    'no_permission',
    `The token given has no permission to read releases (status ${reply.status}): give it the scope "Release (Read)", or import builds only.`,
  );
}

type Filter = Pick<ProjectLists, 'project' | 'pipelines'>;

function keyOf(list: string, { project, pipelines }: Filter): string {
  return `${project} ${list} ${JSON.stringify([...pipelines].sort())}`;
}

function isAsked(pipeline: string | null, { pipelines }: Filter): boolean {
  return pipelines.length === 0 || (pipeline !== null && pipelines.includes(pipeline));
}

const list = (what: string): ListForm => ({
  what: `list of ${what}`,
  items: (json) => (isFields(json) ? json.value : null),
  next: ({ headers, url }) => {
    const token = textOf(headers.get('x-ms-continuationtoken'));
    if (token === null) return null;
    const next = new URL(url);
    next.searchParams.set('continuationToken', token);
    return next.href;
  },
});

function objectOf(item: unknown): Fields {
  if (!isFields(item)) throw new Unusable(null, 'the item is not an object');
  return item;
}
