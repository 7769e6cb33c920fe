import type { Commit, Instant, Outcome, Revision, Run, Trigger } from '../../domain/history/records';
import { parseServerInstant } from '../../domain/time/instant';
import { blankRun } from '../common/blank';
import { countOf, fieldsOf, idOf, itemsOf, materialOf, textOf, Unusable, type Fields } from '../common/fields';
import { outcomeIn } from '../common/outcomes';

/** What the build says of itself once it has finished. */
const statuses: Readonly<Record<string, Outcome>> = { success: 'passed', failure: 'failed', error: 'failed' };

const triggers: Readonly<Record<string, Trigger>> = {
  user: 'manual',
  vcs: 'push',
  schedule: 'schedule',
  snapshotdependency: 'upstream',
  buildtype: 'upstream',
  build: 'upstream',
};

/** A build of a list or a single one, as JSON or XML. Throws `Unusable`. */
export function parseBuild(build: Fields): Run {
  const id = idOf(build.id);
  if (id === null) throw new Unusable(null, '"id" of the build is missing');
  const pipeline = textOf(build.buildTypeId) ?? textOf(fieldsOf(build.buildType).id);
  if (pipeline === null) throw new Unusable(id, '"buildTypeId" of the build is missing');
  const triggered = fieldsOf(build.triggered);
  const outcome = outcomeOf(build);
  return {
    ...blankRun(id, pipeline),
    number: countOf(typeof build.number === 'string' ? Number(build.number) : build.number),
    url: textOf(build.webUrl),
    trigger: triggerOf(triggered, build),
    actor: textOf(fieldsOf(triggered.user).name) ?? textOf(fieldsOf(triggered.user).username),
    outcome,
    sourceOutcome: textOf(build.status) ?? textOf(build.state),
    queuedAt: teamcityMoment(build.queuedDate) ?? teamcityMoment(triggered.date),
    startedAt: teamcityMoment(build.startDate),
    finishedAt: outcome === 'running' ? null : teamcityMoment(build.finishDate),
    revisions: revisionsOf(build),
    changes: changesOf(fieldsOf(build.changes)).map((change) => revisionOf(change, build)),
    upstream: upstreamOf(build, triggered),
    more: moreOf(build),
  };
}

/** A build that runs shows a status already, which may still change. */
function outcomeOf(build: Fields): Outcome {
  const state = textOf(build.state)?.toLowerCase();
  if (state === 'queued' || state === 'running') return 'running';
  if (build.canceledInfo !== undefined && build.canceledInfo !== null) return 'cancelled';
  if (isTrue(build.failedToStart)) return 'failed';
  return outcomeIn(statuses, textOf(build.status));
}

function triggerOf(triggered: Fields, { branchName }: Fields): Trigger {
  const trigger = triggers[textOf(triggered.type)?.toLowerCase() ?? ''] ?? 'unknown';
  return trigger === 'push' && /(^|\/)(pull|merge-requests)\/\d+/.test(textOf(branchName) ?? '')
    ? 'pull_request'
    : trigger;
}

/** A build that was started because another depends on it names that one too: it comes after, not before. */
function upstreamOf(build: Fields, triggered: Fields): string[] {
  const before = ['snapshot-dependencies', 'artifact-dependencies'].flatMap((field) =>
    itemsOf(fieldsOf(build[field]).build).map((each) => idOf(each.id)),
  );
  const isChain = textOf(triggered.type)?.toLowerCase() === 'snapshotdependency';
  const ids = [...before, isChain ? null : idOf(fieldsOf(triggered.build).id)].filter((id) => id !== null);
  return [...new Set(ids)];
}

function revisionsOf(build: Fields): Revision[] {
  const known = new Map(changesOf(fieldsOf(build.lastChanges)).map((change) => [textOf(change.version), change]));
  return itemsOf(fieldsOf(build.revisions).revision).flatMap((each) => {
    const revision = textOf(each.version);
    if (revision === null) return [];
    const change = known.get(revision) ?? {};
    return [
      {
        ...revisionOf({ ...change, version: revision }, build),
        material: rootMaterial(each['vcs-root-instance']),
        branch: branchOf(each.vcsBranchName),
      },
    ];
  });
}

export function changesOf(changes: Fields): Fields[] {
  return itemsOf(changes.change).filter((change) => textOf(change.version) !== null);
}

/** A change of a build; where it does not name its repository, it is that of the build, if there is one only. */
export function revisionOf(change: Fields, build: Fields): Revision {
  const roots = itemsOf(fieldsOf(build.revisions).revision);
  const root = change.vcsRootInstance ?? (roots.length === 1 ? roots[0]?.['vcs-root-instance'] : undefined);
  return {
    material: rootMaterial(root),
    branch: roots.length === 1 ? branchOf(roots[0]?.vcsBranchName) : null,
    revision: textOf(change.version) ?? '',
    committedAt: teamcityMoment(change.date),
    author: authorOf(change),
    message: textOf(change.comment)?.trim() ?? null,
  };
}

/** A change that names its repository, as a commit; null where it does not. */
export function parseChange(change: Fields): Commit | null {
  const revision = textOf(change.version);
  if (revision === null || change.vcsRootInstance === undefined) return null;
  return {
    record: 'commit',
    source: '',
    material: rootMaterial(change.vcsRootInstance),
    revision,
    parents: [],
    committedAt: teamcityMoment(change.date),
    authoredAt: null,
    author: authorOf(change),
    message: textOf(change.comment)?.trim() ?? null,
    branches: [],
  };
}

function authorOf({ user, username }: Fields): string | null {
  return textOf(fieldsOf(user).name) ?? textOf(username);
}

/** Roots are named as people like; most often after the address, or with `owner/repository` in it. */
function rootMaterial(root: unknown): string {
  const { name, 'vcs-root-id': id } = fieldsOf(root);
  const text = textOf(name) ?? '';
  const address = /(?:[a-z+]+:\/\/|git@)[^\s#]+/i.exec(text)?.[0] ?? /[\w.-]+\/[\w.-]+/.exec(text)?.[0];
  return materialOf(address ?? (textOf(id) || text || null));
}

function branchOf(name: unknown): string | null {
  return textOf(name)?.replace(/^refs\/heads\//, '') ?? null;
}

function moreOf(build: Fields): Record<string, unknown> {
  const fields = {
    name: textOf(fieldsOf(build.buildType).name),
    project: textOf(fieldsOf(build.buildType).projectName),
    branchName: textOf(build.branchName),
    agent: textOf(fieldsOf(build.agent).name),
    statusText: textOf(build.statusText),
    failedToStart: isTrue(build.failedToStart) || null,
    composite: isTrue(build.composite) || null,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** In XML everything is text. */
function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

/** `20181024T104538+0300`, to the second; null for anything that is no such moment. */
export function teamcityMoment(value: unknown): Instant | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z|[+-]\d\d:?\d\d)$/.exec(textOf(value)?.trim() ?? '');
  if (!match) return null;
  const [, year, month, day, hour, minute, second, zone] = match;
  return parseServerInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
}
