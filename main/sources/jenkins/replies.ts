import type { Instant } from '../../domain/history/records';
import {
  countOf,
  epochMsOf,
  fieldsOf,
  isFields,
  itemsOf,
  listOf,
  momentOf,
  textOf,
  Unusable,
  type Fields,
} from '../common/fields';
import { buildIn, buildInTitle, jobName, type BuildName } from './jobName';

/** What we need of Jenkins' replies; other fields are left unread. */
export interface JenkinsCause {
  /** Last part of its class, "UserIdCause"; empty where the server says none. */
  kind: string;
  text: string;
  user: string | null;
  upstream: string | null;
}

export interface JenkinsRevision {
  material: string;
  branch: string | null;
  revision: string;
}

export interface JenkinsChange {
  revision: string;
  at: Instant | null;
  author: string | null;
  message: string | null;
  /** Kind of version control, "git". */
  kind: string | null;
}

/** Either reply about one build: of the build itself, or of the view of its stages. */
export interface JenkinsBuild {
  job: string;
  number: number;
  url: string | null;
  /** The server's word; empty where it says none. */
  result: string;
  building: boolean;
  queuedAt: Instant | null;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  isPipeline: boolean | null;
  causes: JenkinsCause[];
  revisions: JenkinsRevision[];
  changes: JenkinsChange[];
}

export interface JenkinsStage {
  id: string;
  name: string;
  status: string;
  startedAt: Instant | null;
  /** Milliseconds. */
  duration: number;
  /** Milliseconds it waited for a person. */
  paused: number;
  agent: string | null;
}

/** A build of a job, or a single one. Throws `Unusable`. */
export function parseBuild(item: Fields, address: string | null): JenkinsBuild {
  const of = nameOf(item, address);
  const startedAt = epochMsOf(item.timestamp);
  const duration = countOf(item.duration) ?? 0;
  const result = textOf(item.result) ?? '';
  const actions = itemsOf(item.actions);
  const waited = actions.map((action) => countOf(action.queuingDurationMillis)).find((each) => each !== null);
  // A result may be there before the build is over; the duration is not.
  const building = item.building === true && (result === '' || duration === 0);
  return {
    ...of,
    url: textOf(item.url),
    result,
    building,
    queuedAt: startedAt === null || waited === undefined ? null : startedAt - waited,
    startedAt,
    finishedAt: startedAt === null || building || duration === 0 ? null : startedAt + duration,
    isPipeline: textOf(item._class) === null ? null : String(item._class).endsWith('WorkflowRun'),
    causes: actions.flatMap((action) => itemsOf(action.causes)).map(parseCause),
    revisions: [...actions.flatMap(parseRevision), ...svnRevisions(fieldsOf(item.changeSet))],
    changes: [item.changeSet, ...listOf(item.changeSets)].filter(isFields).flatMap(parseChangeSet),
  };
}

/** A build as the view of its stages describes it, with the stages. Throws `Unusable`. */
export function parseDescription(
  item: Fields,
  address: string | null,
): { build: JenkinsBuild; stages: JenkinsStage[] } {
  const href = textOf(fieldsOf(fieldsOf(item._links).self).href);
  const of = nameOf({ ...item, url: href }, address);
  const result = textOf(item.status) ?? '';
  const building = /^(IN_PROGRESS|PAUSED_PENDING_INPUT)$/i.test(result);
  const startedAt = epochMsOf(item.startTimeMillis);
  const build: JenkinsBuild = {
    ...of,
    url: null,
    result,
    building,
    queuedAt: null,
    startedAt,
    finishedAt: building ? null : epochMsOf(item.endTimeMillis),
    isPipeline: true,
    causes: [],
    revisions: [],
    changes: [],
  };
  return { build, stages: itemsOf(item.stages).map(parseStage) };
}

/** A run as Blue Ocean tells it. Throws `Unusable`. */
export function parseBlueRun(item: Fields, fullName: unknown, address: string | null): JenkinsBuild {
  const href = textOf(fieldsOf(fieldsOf(item._links).self).href);
  const found = buildIn(href) ?? buildIn(address);
  const name = textOf(fullName);
  const of = nameOf(
    { ...item, number: Number(item.id), url: null },
    null,
    name ? { job: jobName(name), number: null } : found,
  );
  const causes = itemsOf(item.causes).map(parseCause);
  const revision = textOf(item.commitId);
  const building = !/^(FINISHED|SKIPPED|NOT_BUILT)$/i.test(textOf(item.state) ?? '');
  const known = /^UNKNOWN$/i.test(textOf(item.result) ?? '') ? '' : (textOf(item.result) ?? '');
  return {
    ...of,
    url: null,
    result: building ? (textOf(item.state) ?? '') : known,
    building,
    queuedAt: momentOf(item.enQueueTime),
    startedAt: momentOf(item.startTime),
    finishedAt: building ? null : momentOf(item.endTime),
    isPipeline: null,
    causes,
    revisions: revision === null ? [] : [{ material: repositoryOf(item), branch: textOf(item.pipeline), revision }],
    changes: itemsOf(item.changeSet).map((each) => ({ ...parseChange(each), kind: 'git' })),
  };
}

/** A stage of a build. */
export function parseStage(item: Fields): JenkinsStage {
  const id = textOf(item.id) ?? '';
  return {
    id,
    name: textOf(item.name) ?? `stage ${id}`,
    status: textOf(item.status) ?? '',
    startedAt: epochMsOf(item.startTimeMillis),
    duration: countOf(item.durationMillis) ?? 0,
    paused: countOf(item.pauseDurationMillis) ?? 0,
    agent: textOf(item.execNode),
  };
}

/** The commits of one checkout; `commits` in the view of stages, `items` in builds. */
export function parseChangeSet(item: Fields): JenkinsChange[] {
  const kind = textOf(item.kind);
  return itemsOf(item.items ?? item.commits)
    .map(parseChange)
    .filter((change) => change.revision !== '')
    .map((change) => ({ ...change, kind }));
}

/** The build an item of a reply is about, by its own address, that of the reply, or its title. Throws `Unusable`. */
export function nameOf(
  item: Fields,
  address: string | null,
  known: BuildName | null = null,
): { job: string; number: number } {
  const found = known ?? buildIn(item.url) ?? buildIn(address) ?? buildInTitle(item.fullDisplayName);
  const number = countOf(item.number) ?? found?.number ?? null;
  if (!found) throw new Unusable(null, 'it does not say of which job it is: keep "url" in the reply');
  if (number === null || number < 1) throw new Unusable(found.job, '"number" of the build is missing');
  return { job: found.job, number };
}

function parseCause(item: Fields): JenkinsCause {
  const project = textOf(item.upstreamProject);
  const build = countOf(item.upstreamBuild);
  return {
    kind: textOf(item._class)?.split(/[.$]/).at(-1) ?? '',
    text: textOf(item.shortDescription) ?? '',
    user: textOf(item.userId) ?? textOf(item.userName),
    upstream: project === null || build === null ? null : `${jobName(project)}/${build}`,
  };
}

/** What a checkout took; a build with several has several, libraries among them. */
function parseRevision(action: Fields): JenkinsRevision[] {
  const built = fieldsOf(action.lastBuiltRevision);
  const revision = textOf(built.SHA1);
  if (revision === null) return [];
  const branches = itemsOf(built.branch);
  const own = branches.find((branch) => branch.SHA1 === revision) ?? branches[0];
  const name = textOf(own?.name)?.replace(/^(refs\/remotes\/[^/]+|refs\/heads|origin|upstream)\//, '');
  const branch = name === undefined || name === 'detached' ? null : name;
  const [remote] = listOf(action.remoteUrls);
  return [{ material: gitMaterial(remote), branch, revision }];
}

function svnRevisions(changeSet: Fields): JenkinsRevision[] {
  return itemsOf(changeSet.revisions).flatMap(({ module, revision }) => {
    const path = textOf(module)?.split('/').at(-1);
    return path === undefined || (typeof revision !== 'number' && typeof revision !== 'string')
      ? []
      : [{ material: `svn:${path}`, branch: null, revision: String(revision) }];
  });
}

function parseChange(item: Fields): Omit<JenkinsChange, 'kind'> {
  const at = epochMsOf(item.timestamp) ?? momentOf(item.timestamp);
  return {
    revision: textOf(item.commitId) ?? textOf(item.id) ?? '',
    // Some versions give whole seconds here, which as milliseconds are days after 1970.
    at: at !== null && at > 1e11 ? at : null,
    author: textOf(fieldsOf(item.author).fullName) ?? textOf(item.authorJenkinsId),
    message: textOf(item.comment)?.trim() ?? textOf(item.msg) ?? textOf(item.message),
  };
}

function repositoryOf(item: Fields): string {
  return gitMaterial(textOf(fieldsOf(item.branch).url)?.replace(/\/tree\/.*$/, ''));
}

function gitMaterial(address: unknown): string {
  const name = textOf(address)
    ?.replace(/\/+$/, '')
    .split(/[/:]/)
    .at(-1)
    ?.replace(/\.git$/i, '');
  return `git:${name || 'unknown'}`;
}
