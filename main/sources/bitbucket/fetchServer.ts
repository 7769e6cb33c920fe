import type { Run } from '../../domain/history/records';
import { FailureError } from '../../failure';
import { fieldsOf, itemsOf, textOf } from '../common/fields';
import { askAll, askOne, askPage, bearerOrBasic, openHttp, type ListForm } from '../common/live/asking';
import { fetchStreams } from '../common/live/fetchStreams';
import { parseItems } from '../common/live/parseItems';
import { runStream } from '../common/live/runStream';
import type { AskDetail, Completed, Stream } from '../common/live/stream';
import { configuredUrl } from '../http/address';
import type { Http } from '../http/http';
import type { LiveRequest, SourceContext, SourceEvent } from '../source';
import { createAssembly } from './assembly';
import { parseDeployment, parsePipeline, parseStep, type DeploymentOfStep } from './replies';

const values = (what: string): ListForm => ({
  what,
  items: (json) => fieldsOf(json).values,
  next: ({ json }) => textOf(fieldsOf(json).next),
});

/** Of each repository its pipelines with their steps, then its deployments. */
export async function* fetchServer(request: LiveRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const { base, repositories } = addressed(request);
  const http = openHttp(base, context, bearerOrBasic(request));
  const streams = repositories.flatMap((name): Stream<unknown>[] => {
    const repository: Repository = { http, name, at: `${base}/repositories/${name}`, pipelines: request.pipelines };
    return [pipelineStream(repository), deploymentStream(repository)];
  });
  yield* fetchStreams(streams, request, context);
}

interface Repository {
  http: Http;
  /** `WORKSPACE/NAME` */
  name: string;
  at: string;
  /** Those asked for; empty means all. */
  pipelines: readonly string[];
}

function pipelineStream({ http, name, at, pipelines }: Repository): Stream<Run> {
  return runStream({
    key: `${name} pipelines`,
    name: `The pipelines of ${name}`,
    first: () => `${at}/pipelines/?sort=-created_on&pagelen=100`,
    page: (address) => askPage(http, address, values('list of pipelines')),
    parse: (item) => parsePipeline(fieldsOf(item), name),
    isWanted: ({ pipeline }) => pipelines.length === 0 || pipelines.includes(pipeline),
    complete: (run, ask) => withSteps(http, at, run, ask),
    again: (id, seen) =>
      seen === null ? Promise.resolve(null) : askOne(http, `${at}/pipelines/${encodeURIComponent(id)}`),
  });
}

async function withSteps(http: Http, at: string, run: Run, ask: AskDetail): Promise<Completed> {
  const address = `${at}/pipelines/${encodeURIComponent(run.id)}/steps/?pagelen=100`;
  const steps = (await ask(() => askAll(http, address, values('list of steps')))) ?? [];
  const { parsed, rejected } = parseItems(steps, address, (step) => parseStep(fieldsOf(step), run.id));
  const assembly = createAssembly();
  assembly.add(run, address);
  parsed.forEach((step) => assembly.addStep(step, address));
  return { records: assembly.assemble().records, rejected };
}

/** In the order in which they began, so that one begun late on an old pipeline is seen; those nobody began come last. */
function deploymentStream({ http, name, at, pipelines }: Repository): Stream<DeploymentOfStep> {
  let environments: Promise<ReadonlyMap<string, string>> | null = null;
  let names: ReadonlyMap<string, string> = new Map();
  const named = async () => (names = await (environments ??= askEnvironments(http, at)));
  return {
    key: `${name} deployments`,
    name: `The deployments of ${name}`,
    first: () => `${at}/deployments/?sort=-state.started_on&pagelen=100`,
    page: async (address) => {
      await named();
      return askPage(http, address, values('list of deployments'));
    },
    parse: (item) => parseDeployment(fieldsOf(item), name, names),
    id: ({ run }) => run.id,
    madeAt: ({ run }) => run.startedAt ?? run.queuedAt,
    fingerprint: ({ run }) => `${run.sourceOutcome} ${run.startedAt} ${run.finishedAt}`,
    isWanted: ({ run, isStarted }) => isStarted && (pipelines.length === 0 || pipelines.includes(run.pipeline)),
    complete: ({ run }) => Promise.resolve({ records: [run] }),
    again: async (id, seen) => {
      await named();
      return seen === null ? null : askOne(http, `${at}/deployments/${encodeURIComponent(id)}`);
    },
  };
}

async function askEnvironments(http: Http, at: string): Promise<Map<string, string>> {
  const environments = await askAll(http, `${at}/environments/?pagelen=100`, values('list of environments'));
  return new Map(
    itemsOf(environments).flatMap(({ uuid, name }) => {
      const [id, text] = [textOf(uuid), textOf(name)];
      return id === null || text === null ? [] : [[id, text]];
    }),
  );
}

/** The API of the public server is at a host of its own; people also give the address of the repository there. */
function addressed({ url: typed, projects }: LiveRequest): { base: string; repositories: string[] } {
  const url = configuredUrl(typed);
  const isPublic = /^(www\.|api\.)?bitbucket\.org$/i.test(url.host);
  const base = isPublic ? 'https://api.bitbucket.org/2.0' : `${url.origin}/2.0`;
  const path = url.pathname.replace(/^\/2\.0(\/repositories)?/, '');
  const named = projects.length > 0 ? projects : path.split('/').length > 2 ? [path] : [];
  const repositories = named.map((each) => /^(?:.*bitbucket\.org)?\/?([\w.{}-]+\/[\w.{}-]+)/i.exec(each)?.[1] ?? null);
  if (repositories.length > 0 && repositories.every((each) => each !== null)) return { base, repositories };
  throw new FailureError('wrong_input', 'Name the repository with --project WORKSPACE/REPOSITORY.');
}
