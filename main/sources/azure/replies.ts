import type { Instant, Revision } from '../../domain/history/records';
import {
  countOf,
  fieldsOf,
  idOf,
  isFields,
  itemsOf,
  materialOf,
  momentOf,
  needId,
  textOf,
  type Fields,
} from '../common/fields';
import { enumerations, wordIn } from './words';

/** What we need of the replies of Azure DevOps; other fields are left unread. */
export interface AzureBuild {
  id: string;
  pipeline: string | null;
  /** What people call it, "20240301.2". */
  label: string | null;
  status: string;
  result: string;
  reason: string;
  actor: string | null;
  url: string | null;
  queuedAt: Instant | null;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  revision: Revision | null;
  /** Id of the build that triggered it. */
  triggeredBy: string | null;
  /** When it last changed. */
  changedAt: Instant | null;
}

/** A part of a build: a stage, a phase, a job, a task, or what a stage waited for. */
export interface AzureRecord {
  id: string;
  parentId: string | null;
  type: string;
  name: string;
  status: string;
  result: string;
  attempt: number;
  order: number;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  agent: string | null;
  /** Timelines that hold its earlier attempts. */
  earlier: string[];
}

/** A build, or a run of a pipeline, which is the same thing told by another part of the API. Throws `Unusable`. */
export function parseBuild(item: Fields): AzureBuild {
  const isRun = 'createdDate' in item || 'state' in item;
  const { buildStatuses, buildResults, runStates, runResults, reasons } = enumerations;
  const person = isFields(item.requestedFor) ? item.requestedFor : fieldsOf(item.requestedBy);
  return {
    id: needId(item.id, 'id'),
    pipeline: pipelineName(isRun ? item.pipeline : item.definition),
    label: textOf(item.buildNumber) ?? textOf(item.name),
    status: isRun ? wordIn(runStates, item.state) : wordIn(buildStatuses, item.status),
    result: wordIn(isRun ? runResults : buildResults, item.result),
    reason: wordIn(reasons, item.reason),
    actor: textOf(person.displayName) ?? textOf(person.uniqueName),
    url: textOf(fieldsOf(fieldsOf(item._links).web).href),
    queuedAt: momentOf(item.queueTime) ?? momentOf(item.createdDate),
    startedAt: momentOf(item.startTime),
    finishedAt: momentOf(item.finishTime) ?? momentOf(item.finishedDate),
    revision: isRun ? runRevision(item) : buildRevision(item),
    triggeredBy: idOf(fieldsOf(item.triggeredByBuild).id),
    changedAt: momentOf(item.lastChangedDate),
  };
}

/** A record of a timeline. Throws `Unusable`. */
export function parseRecord(item: Fields): AzureRecord {
  const { recordStates, recordResults } = enumerations;
  return {
    id: needId(item.id, 'id of a timeline record'),
    parentId: textOf(item.parentId),
    type: textOf(item.type) ?? '',
    name: textOf(item.name) ?? '',
    status: wordIn(recordStates, item.state),
    result: wordIn(recordResults, item.result),
    attempt: Math.max(1, countOf(item.attempt) ?? 1),
    order: countOf(item.order) ?? 0,
    startedAt: momentOf(item.startTime),
    finishedAt: momentOf(item.finishTime),
    agent: textOf(item.workerName),
    earlier: itemsOf(item.previousAttempts).flatMap((each) => textOf(each.timelineId) ?? []),
  };
}

/** A commit of the changes of a build. */
export function parseChange(item: Fields, revision: Revision | null): Revision {
  return {
    material: revision?.material ?? materialOf(null),
    branch: revision?.branch ?? null,
    revision: needId(item.id, 'id of a change'),
    committedAt: momentOf(item.timestamp),
    author: textOf(fieldsOf(item.author).displayName),
    message: textOf(item.message),
  };
}

/** A definition with its folder, "team/app". */
export function pipelineName(definition: unknown): string | null {
  const { name, path, folder } = fieldsOf(definition);
  const inside = (textOf(path) ?? textOf(folder) ?? '').split('\\').filter((each) => each !== '');
  const own = textOf(name);
  return own === null ? null : [...inside, own].join('/');
}

/** `refs/heads/` is left out; of a tag, and of a pull request, the whole name says more. */
export function branchOf(ref: unknown): string | null {
  return textOf(ref)?.replace(/^refs\/heads\//, '') ?? null;
}

function buildRevision(item: Fields): Revision | null {
  const revision = textOf(item.sourceVersion);
  const { id, name, url, type } = fieldsOf(item.repository);
  const repository = textOf(name) ?? textOf(url) ?? (/^[0-9a-f-]{36}$/i.test(String(id)) ? null : textOf(id));
  const isCentral = /^(TfsVersionControl|Svn)$/i.test(String(type));
  const material = isCentral ? `${String(type).toLowerCase()}:${repository ?? 'unknown'}` : materialOf(repository);
  return revision === null ? null : revisionOf(material, branchOf(item.sourceBranch), revision);
}

function runRevision(item: Fields): Revision | null {
  const { version, refName, repository } = fieldsOf(fieldsOf(fieldsOf(item.resources).repositories).self);
  const revision = textOf(version);
  const name = textOf(fieldsOf(repository).fullName) ?? textOf(fieldsOf(repository).name);
  return revision === null ? null : revisionOf(materialOf(name), branchOf(refName), revision);
}

export function revisionOf(material: string, branch: string | null, revision: string): Revision {
  return { material, branch, revision, committedAt: null, author: null, message: null };
}
