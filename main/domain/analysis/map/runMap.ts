import { recordedSource } from '../../history/recorded';
import type { History, Instant, Run, Span } from '../../history/records';
import { collectAttempts } from '../environments/attempts';
import type { DeploymentAttempt } from '../environments/attempts';
import { knownEnvironments } from '../environments/knownEnvironments';
import type { EnvironmentMap } from '../../retro/environmentMap';
import type { RunMapReport } from '../mapReport';
import type { Problem } from '../metricsQuery';
import { criticalPath, timePath } from './criticalPath';
import type { PathStep } from './criticalPath';
import { RunNames } from '../deployments/runNames';
import { RunIndex } from './runIndex';
import { stageKey, stageYields, yieldShare } from './stageYields';
import { stepsOf } from './steps';
import type { Step } from './steps';

const hourMs = 3_600_000;

/**
 * The value stream of one deployment along its critical path: lead time = end of the deployment - commit, and
 * lead = process + queue + gate waits + trigger waits exactly. `since` (in) and `until` (out) choose the runs behind the
 * first-pass yields; null is the whole coverage.
 */
export function runMap(
  history: History,
  map: EnvironmentMap,
  runId: string,
  window: { since: Instant | null; until: Instant | null },
): RunMapReport | Problem {
  const index = new RunIndex(history.runs);
  const [run, other] = index.findNamed(runId);
  if (!run) return { problem: `There is no run "${runId}" in this retro; "shiplapse runs" lists all ids.` };
  if (other)
    return {
      problem: `Several sources have a run "${runId}"; name it as ${recordedSource(run)}:${run.id}, for example.`,
    };
  const { step, environment } = deploymentStep(run, history, map);
  if (!step)
    return {
      problem: `Run "${runId}" has not finished, or its source gives no times, so there is nothing to measure.`,
    };
  const path = criticalPath(step, index);
  const commit = commitOf(path[0]?.run ?? run, history);
  const names = new RunNames(history.runs);
  const timed = timePath(path, commit?.committedAt ?? null);
  return {
    run: names.print(run),
    environment,
    commit,
    ...totalsOf(timed, commit?.committedAt ?? null),
    ...yieldsOf(timed, history.runs, windowOf(window), names),
  };
}

function windowOf({ since, until }: { since: Instant | null; until: Instant | null }): Span | null {
  return since === null && until === null ? null : { from: since ?? -Infinity, to: until ?? Infinity };
}

const roleOrder = ['production', 'snapshot', 'staging', 'dogfood', 'test', 'other'];

/**
 * The step that made it a deployment: of the environment closest to users, the last of its group to pass, at its first
 * pass. Where none passed, the last attempt; where the run deploys nowhere, the last step.
 */
function deploymentStep(
  run: Run,
  history: History,
  map: EnvironmentMap,
): { step: Step | null; environment: string | null } {
  const known = knownEnvironments(history.runs, map);
  const attempts = collectAttempts([run], known).filter((attempt) => attempt.outcome !== 'skipped');
  const rank = (attempt: DeploymentAttempt) => roleOrder.indexOf(known[attempt.environment]?.role ?? 'other');
  const closest = attempts.reduce<DeploymentAttempt | null>(
    (best, one) => (!best || rank(one) < rank(best) ? one : best),
    null,
  );
  const group = known[closest?.environment ?? -1]?.group;
  const inGroup = attempts.filter((attempt) => known[attempt.environment]?.group === group);
  const firstPasses = new Map<number, DeploymentAttempt>();
  for (const attempt of inGroup.filter(({ outcome }) => outcome === 'passed')) {
    const before = firstPasses.get(attempt.environment);
    if (!before || attempt.at < before.at) firstPasses.set(attempt.environment, attempt);
  }
  const candidates = firstPasses.size > 0 ? [...firstPasses.values()] : inGroup;
  const last = candidates.reduce<DeploymentAttempt | null>(
    (best, one) => (!best || one.at > best.at ? one : best),
    null,
  );
  const steps = stepsOf(run);
  const own = last?.stage ? steps.find(({ stage }) => stage === last.stage) : undefined;
  const latest = steps.reduce<Step | null>(
    (best, one) => (!best || one.finishedAt > best.finishedAt ? one : best),
    null,
  );
  return { step: own ?? latest, environment: known[last?.environment ?? -1]?.name ?? null };
}

/** The newest of the commits the path began with, as that is what it waited for. */
function commitOf(run: Run, history: History): RunMapReport['commit'] {
  let newest: RunMapReport['commit'] = null;
  for (const { material, revision, committedAt } of run.revisions) {
    const at =
      committedAt ??
      history.commits.find((one) => one.material === material && one.revision === revision)?.committedAt ??
      run.changes.find((one) => one.material === material && one.revision === revision)?.committedAt ??
      null;
    if (at !== null && (!newest || at > newest.committedAt)) newest = { material, revision, committedAt: at };
  }
  return newest;
}

function totalsOf(path: readonly PathStep[], committedAt: Instant | null) {
  const end = path.at(-1)?.step.finishedAt ?? null;
  const leadMs = committedAt === null || end === null ? null : end - committedAt;
  const processMs = path.reduce((sum, { runMs }) => sum + runMs, 0);
  const queues = path.flatMap(({ queueMs }) => (queueMs === null ? [] : [queueMs]));
  const waits = (kind: 'gate' | 'trigger') =>
    path.reduce((sum, { wait, waitMs }) => (wait === kind && waitMs !== null ? sum + waitMs : sum), 0);
  return {
    leadTimeHours: leadMs === null ? null : leadMs / hourMs,
    processHours: processMs / hourMs,
    queueHours: queues.length === 0 ? null : queues.reduce((sum, ms) => sum + ms, 0) / hourMs,
    triggerWaitHours: waits('trigger') / hourMs,
    gateWaitHours: waits('gate') / hourMs,
    flowEfficiency: leadMs === null || leadMs <= 0 ? null : processMs / leadMs,
  };
}

/** Rolled %C/A: the product of the first-pass yields along the path, each stage once. */
function yieldsOf(path: readonly PathStep[], runs: readonly Run[], window: Span | null, names: RunNames) {
  const keyed = path.map((one) => ({ ...one, key: stageKey(one.step.run, one.step.stage?.name ?? null) }));
  const yields = stageYields(runs, new Set(keyed.map(({ key }) => key)), window);
  let rolled: number | null = 1;
  for (const key of new Set(keyed.map((one) => one.key))) {
    const { value } = yieldShare(yields, key);
    rolled = rolled === null || value === null ? null : rolled * value;
  }
  return {
    rolledFirstPassYield: rolled,
    path: keyed.map(({ step, wait, waitMs, queueMs, runMs, key }) => ({
      run: names.print(step.run),
      pipeline: step.run.pipeline,
      stage: step.stage?.name ?? null,
      wait,
      waitHours: waitMs === null ? null : waitMs / hourMs,
      queueHours: queueMs === null ? null : queueMs / hourMs,
      runHours: runMs / hourMs,
      firstPassYield: yieldShare(yields, key),
    })),
  };
}
