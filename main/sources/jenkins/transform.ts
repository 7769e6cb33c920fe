import type { Outcome, Revision, Run, Stage, Trigger } from '../../domain/history/records';
import { outcomeIn } from '../common/outcomes';
import type { JenkinsBuild, JenkinsCause, JenkinsRevision, JenkinsStage } from './replies';

/** Of builds, and of the view of stages, which has words of its own. */
const results: Readonly<Record<string, Outcome>> = {
  success: 'passed',
  failure: 'failed',
  failed: 'failed',
  // Tests failed: what was built is not to be delivered.
  unstable: 'failed',
  aborted: 'cancelled',
  not_built: 'skipped',
  not_executed: 'skipped',
  in_progress: 'running',
  paused_pending_input: 'running',
  running: 'running',
  queued: 'running',
  paused: 'running',
};

const causes: readonly [pattern: RegExp, trigger: Trigger][] = [
  [/UpstreamCause|BuildUpstreamCause|upstream project/i, 'upstream'],
  [/PullRequest|MergeRequest|pull request/i, 'pull_request'],
  [/TimerTriggerCause|started by timer/i, 'schedule'],
  [/SCMTriggerCause|PushCause|WebHookCause|BranchEventCause|BranchIndexingCause|SCM change|push event/i, 'push'],
  [/RemoteCause|remote host/i, 'api'],
  [/UserIdCause|UserCause|ReplayCause|started by user|replayed/i, 'manual'],
];

export function buildId({ job, number }: Pick<JenkinsBuild, 'job' | 'number'>): string {
  return `${job}/${number}`;
}

export function outcomeOf({ building, result }: Pick<JenkinsBuild, 'building' | 'result'>): Outcome {
  return building ? 'running' : outcomeIn(results, result);
}

/** One build with the stages of its view. The server gives the moment it left the queue, which is its start. */
export function transformBuild(build: JenkinsBuild, stages: readonly JenkinsStage[]): Run {
  const outcome = outcomeOf(build);
  return {
    record: 'run',
    source: '',
    id: buildId(build),
    pipeline: build.job,
    number: build.number,
    attempt: 1,
    url: build.url,
    trigger: triggerOf(build.causes),
    actor: build.causes.find((cause) => cause.user !== null)?.user ?? null,
    outcome,
    sourceOutcome: build.result || (build.building ? 'building' : null),
    queuedAt: build.queuedAt,
    startedAt: build.startedAt,
    finishedAt: build.finishedAt,
    revisions: build.revisions.map(revisionOf),
    changes: changesOf(build),
    upstream: build.causes.flatMap((cause) => cause.upstream ?? []),
    environment: null,
    marks: [],
    stages: attempts(stages).map(([stage, attempt]) => transformStage(stage, attempt, outcome)),
  };
}

export function triggerOf(all: readonly JenkinsCause[]): Trigger {
  for (const { kind, text, upstream } of all) {
    if (upstream !== null) return 'upstream';
    const found = causes.find(([pattern]) => pattern.test(kind) || pattern.test(text));
    if (found) return found[1];
  }
  return 'unknown';
}

/** A stage of the same name after one that failed is another attempt; else the name was only used twice. */
function attempts(stages: readonly JenkinsStage[]): [JenkinsStage, number][] {
  const failed = new Map<string, number>();
  return stages.map((stage) => {
    const before = failed.get(stage.name) ?? 0;
    if (outcomeIn(results, stage.status) === 'failed') failed.set(stage.name, before + 1);
    return [stage, before + 1];
  });
}

function transformStage(stage: JenkinsStage, attempt: number, ofBuild: Outcome): Stage {
  const word = outcomeIn(results, stage.status);
  // Nothing runs any more in a build that is over.
  const outcome = word === 'running' && ofBuild !== 'running' ? 'unknown' : word;
  const began = outcome === 'skipped' ? null : stage.startedAt;
  const paused = stage.paused > 0 || /^PAUSED_PENDING_INPUT$/i.test(stage.status);
  return {
    name: stage.name,
    attempt,
    outcome,
    sourceOutcome: stage.status || null,
    scheduledAt: null,
    startedAt: began,
    finishedAt: began === null || outcome === 'running' ? null : began + stage.duration,
    approval: paused ? 'manual' : null,
    environment: null,
    image: null,
    agent: stage.agent,
    jobs: [],
  };
}

function revisionOf({ material, branch, revision }: JenkinsRevision): Revision {
  return { material, branch, revision, committedAt: null, author: null, message: null };
}

/** Commits of a change set do not name their repository: it is that of the checkout with that kind of control. */
function changesOf({ changes, revisions }: JenkinsBuild): Revision[] {
  return changes
    .map(({ revision, at, author, message, kind }) => {
      const prefix = kind === 'svn' ? 'svn:' : 'git:';
      const own = revisions.find((each) => each.revision === revision);
      const other = revisions.find(({ material }) => (kind === null ? true : material.startsWith(prefix)));
      const { material = `${prefix}unknown`, branch = null } = own ?? other ?? {};
      return { material, branch, revision, committedAt: at, author, message };
    })
    .sort((a, b) => (b.committedAt ?? 0) - (a.committedAt ?? 0));
}
