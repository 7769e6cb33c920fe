import { FailureError } from '../../failure';
import { fieldsOf, isFields, itemsOf, textOf, type Fields } from '../common/fields';
import type { ListPage } from '../common/live/stream';
import { configuredUrl, shownAddress } from '../http/address';
import { createHttp, type HttpOptions } from '../http/http';
import { jobName, jobPath } from './jobName';
import { buildFields, buildsIn } from './savedReplies';

/** A job that has builds, and where it is. */
export interface JenkinsJob {
  /** With its folders, "team/app/main". */
  name: string;
  address: string;
}

/** What is asked of a Jenkins server. */
export interface JenkinsClient {
  /** All jobs below the address that was typed, in folders and multibranch projects too. */
  jobs(): Promise<JenkinsJob[]>;
  firstPage(job: JenkinsJob): string;
  /** Builds, newest first. */
  page(address: string): Promise<ListPage>;
  build(job: JenkinsJob, number: number): Promise<Fields | null>;
  /** Null where the server has no view of stages. */
  description(job: JenkinsJob, number: number): Promise<Fields | null>;
}

/** Old builds are loaded from disk one by one, so pages are small. */
const pageSize = 50;
/** Folders in folders, as deep as anybody has them. */
const deepest = 6;
/** A server that had no view of the stages of so many builds is not asked for more. */
const viewsTried = 3;

export function createJenkinsClient(
  options: HttpOptions & { token: string | null; folder: string | null },
): JenkinsClient {
  const url = configuredUrl(options.origin);
  const path = url.pathname.replace(/\/(api\/.*|view\/.*|\d+\/?)?$/, '');
  const folder = options.folder?.split('/').filter((name) => name !== '') ?? [];
  const base = `${url.origin}${path.replace(/\/+$/, '')}${jobPath(folder)}`;
  const http = createHttp({ ...options, headers: authorization(options.token) });
  const inPath = [...path.matchAll(/\/job\/([^/]+)/g)].map((match) => decodeURIComponent(match[1] ?? ''));
  let views = 0;
  let missed = 0;
  const object = async (address: string, expected: number[] = [404]): Promise<Fields | null> => {
    const reply = await http.getJson(address, { expected });
    return reply.status === 200 && isFields(reply.json) ? reply.json : null;
  };
  return {
    jobs: async () => {
      const root = await object(`${base}/api/json?tree=${jobTree(deepest)}`);
      if (!root) throw notFound(base);
      const jobs = jobsIn(root, [...inPath, ...folder], base);
      if (jobs.length > 0) return jobs;
      throw new FailureError(
        'not_found',
        `There is no job at ${base} that may be read: check the address and the rights of the token.`,
      );
    },
    firstPage: (job) => pageAddress(job.address, 0),
    page: async (address) => {
      const { json, url: shown } = await http.getJson(address);
      if (!isFields(json)) throw notBuilds(shown);
      const items = buildsIn(json);
      const from = Number(/\{(\d+),\d+\}$/.exec(decodeURIComponent(address))?.[1] ?? 0);
      const jobAddress = address.replace(/\/api\/json\?.*$/, '');
      const next = items.length === pageSize ? pageAddress(jobAddress, from + pageSize) : null;
      return { items, url: jobAddress, next };
    },
    build: (job, number) => object(`${job.address}/${number}/api/json?tree=${buildFields}`),
    description: async (job, number) => {
      if (views === 0 && missed >= viewsTried) return null;
      const found = await object(`${job.address}/${number}/wfapi/describe`, [404, 403]);
      if (found && Array.isArray(found.stages)) views += 1;
      else missed += 1;
      return found;
    },
  };
}

function pageAddress(job: string, from: number): string {
  return `${job}/api/json?tree=allBuilds[_class,${buildFields}]{${from},${from + pageSize}}`;
}

function jobTree(depth: number): string {
  return `name,_class${depth === 0 ? '' : `,jobs[${jobTree(depth - 1)}]`}`;
}

/** Of a folder, what is in it; what has no jobs is one. Addresses are made of names, as the server may know itself by another. */
function jobsIn(item: Fields, names: readonly string[], address: string): JenkinsJob[] {
  const inside = itemsOf(item.jobs);
  if (!Array.isArray(item.jobs)) return names.length > 0 ? [{ name: jobName(names.join('/')), address }] : [];
  return inside.flatMap((job) => {
    const name = textOf(fieldsOf(job).name);
    return name === null ? [] : jobsIn(job, [...names, name], address + jobPath([name]));
  });
}

/** `user:token`; a token alone is of no use to Jenkins, but to some gates before it. */
function authorization(token: string | null): Record<string, string> {
  if (token === null) return {};
  const basic = /^[^\s:]+:.+$/.test(token);
  return { authorization: basic ? `Basic ${Buffer.from(token).toString('base64')}` : `Bearer ${token}` };
}

function notFound(base: string): FailureError {
  return new FailureError(
    'not_found',
    `No Jenkins was found at ${base}: check the address; it may also mean that the token has no permission to see it.`,
  );
}

function notBuilds(address: string): FailureError {
  return new FailureError(
    'unreadable',
    `${shownAddress(address)} answered with something that is no job: check that the address is that of a Jenkins server.`,
  );
}
