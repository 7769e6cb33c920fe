import type { Run } from '../../domain/history/records';
import { FailureError } from '../../failure';
import { fieldAt, fieldsOf, idOf, isFields, itemsOf, textOf, Unusable } from '../common/fields';
import { askAll, askOne, askPage, bearerOrBasic, openHttp, type ListForm } from '../common/live/asking';
import { fetchStreams } from '../common/live/fetchStreams';
import { runStream } from '../common/live/runStream';
import type { Stream } from '../common/live/stream';
import { configuredUrl } from '../http/address';
import type { Http, JsonReply } from '../http/http';
import type { LiveRequest, SourceContext, SourceEvent } from '../source';
import { deploymentPipeline, environmentNames, parseBuild, parseDeployment } from './replies';

const detail = 'expand=stages.stage.results.result,changes.change,vcsRevisions';

/** The results of every plan and its branches, then the deployments at every environment. */
export async function* fetchServer(request: LiveRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const base = restBase(request.url);
  const http = openHttp(base, context, bearerOrBasic(request));
  const streams: Stream<Run>[] = [];
  for (const plan of await plansOf(http, base, request)) streams.push(buildStream(http, base, plan));
  try {
    streams.push(...(await deploymentStreams(http, base, request)));
  } catch (error) {
    if (!(error instanceof FailureError) || !['not_found', 'no_permission'].includes(error.kind)) throw error;
    const sentence = `The deployment projects could not be listed. ${error.message}`;
    yield { type: 'partFailed', failure: { ...error.failure, sentence } };
  }
  yield* fetchStreams(streams, request, context);
}

/** Keys of the plans asked for, or of all, with those of their branches. */
async function plansOf(http: Http, base: string, { pipelines, projects }: LiveRequest): Promise<string[]> {
  const named = pipelines.filter((name) => !name.startsWith('deploy-'));
  if (pipelines.length > 0 && named.length === 0) return [];
  const plans = named.length > 0 ? named : await allPlans(http, base, projects);
  const keys: string[] = [];
  for (const plan of plans) {
    keys.push(plan);
    const branches = fieldsOf(
      await askOne(http, `${base}/plan/${encodeURIComponent(plan)}/branch.json?max-result=1000`),
    );
    keys.push(...itemsOf(fieldAt(branches, 'branches.branch')).flatMap(({ key }) => textOf(key) ?? []));
  }
  return [...new Set(keys)];
}

async function allPlans(http: Http, base: string, projects: readonly string[]): Promise<string[]> {
  const form = counted('list of plans', 'plans', 'plan');
  const lists =
    projects.length === 0
      ? ['/plan.json?max-result=100']
      : projects.map((key) => `/project/${encodeURIComponent(key)}.json?expand=plans&max-result=100`);
  const plans: unknown[] = [];
  for (const list of lists) plans.push(...(await askAll(http, base + list, form)));
  return itemsOf(plans).flatMap(({ key }) => textOf(key) ?? []);
}

function buildStream(http: Http, base: string, plan: string): Stream<Run> {
  const form = counted('list of results', 'results', 'result');
  const at = `${base}/result/`;
  return runStream({
    key: `${plan} results`,
    name: `Plan "${plan}"`,
    first: () =>
      `${at}${encodeURIComponent(plan)}.json?expand=results.result&includeAllStates=true&max-result=100&start-index=0`,
    page: (address) => askPage(http, address, form),
    parse: (item) => parseBuild(objectIn(item)),
    complete: async (listed, ask) => {
      const reply = await ask(() => askOne(http, `${at}${encodeURIComponent(listed.id)}.json?${detail}`));
      return { records: [isFields(reply) ? parseBuild(reply) : listed] };
    },
    again: (id, seen) =>
      seen === null ? Promise.resolve(null) : askOne(http, `${at}${encodeURIComponent(id)}.json?${detail}`),
  });
}

async function deploymentStreams(
  http: Http,
  base: string,
  { projects, pipelines }: LiveRequest,
): Promise<Stream<Run>[]> {
  const reply = await http.getJson(`${base}/deploy/project/all.json`);
  const own = itemsOf(reply.json).filter((project) => {
    const plan = textOf(fieldAt(project, 'planKey.key')) ?? '';
    return projects.length === 0 || projects.some((key) => plan.startsWith(`${key}-`));
  });
  const environments = new Map(own.flatMap(environmentNames));
  const asked = [...environments].filter(
    ([, name]) => pipelines.length === 0 || pipelines.includes(deploymentPipeline(name)),
  );
  const form = counted('list of deployments', null, 'results');
  const names = { environments, builds: new Map<string, string>() };
  return asked.map(([id, name]) => {
    const at = `${base}/deploy/environment/${id}/results.json`;
    return runStream({
      key: `environment ${id}`,
      name: `The deployments to "${name}"`,
      first: () => `${at}?max-result=100&start-index=0`,
      page: (address) => askPage(http, address, form),
      parse: (item) => parseDeployment(objectIn(item), names, at),
      again: (record, seen) => {
        const number = idOf(/^deployment\/(\d+)$/.exec(record)?.[1]);
        return seen === null || number === null
          ? Promise.resolve(null)
          : askOne(http, `${base}/deploy/result/${number}.json`);
      },
    });
  });
}

/** Lists are counted: where they begin and how many there are, in the field `wrapper` or in the reply itself. */
function counted(what: string, wrapper: string | null, field: string): ListForm {
  const within = (json: unknown) => (wrapper === null ? fieldsOf(json) : fieldsOf(fieldsOf(json)[wrapper]));
  return {
    what,
    items: (json) => within(json)[field],
    next: ({ json, url }: JsonReply, items) => {
      const { size, 'start-index': start } = within(json);
      const after = (typeof start === 'number' ? start : 0) + items.length;
      if (typeof size !== 'number' || items.length === 0 || after >= size) return null;
      const next = new URL(url);
      next.searchParams.set('start-index', String(after));
      return next.href;
    },
  };
}

function objectIn(item: unknown) {
  if (!isFields(item)) throw new Unusable(null, 'the result is not an object');
  return item;
}

/** The address as people type it, with or without the path of the API or of a page. */
function restBase(typed: string): string {
  const url = configuredUrl(typed);
  const path = url.pathname.replace(/\/(rest(\/.*)?|browse\/.*|deploy\/.*|[\w]+\.action)$/, '').replace(/\/+$/, '');
  return `${url.origin}${path}/rest/api/latest`;
}
