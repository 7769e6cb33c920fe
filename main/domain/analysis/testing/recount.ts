import type { Commit, Run, Stage } from '../../history/records';

/**
 * A second opinion for tests: the measures counted the slow and obvious way, from the definitions alone, sharing no
 * code with the analysis. One material with git data, environments that records name themselves, zone UTC.
 */
export interface Recounted {
  runs: Run[];
  commits: Commit[];
  incidents: { openedAt: number; resolvedAt: number | null; run: string | null }[];
  members: string[];
  from: number;
  to: number;
  coverage: { from: number; to: number };
}

const hour = 3_600_000;
const day = 24 * hour;
const monday = Date.UTC(2024, 0, 1);

export function recount(given: Recounted) {
  const inWindow = (at: number) => at >= given.from && at < given.to;
  const deployments = findDeployments(given);
  const rows = describe(given, deployments);
  const counted = rows.filter((row) => inWindow(row.at));
  const changes = counted.filter((row) => row.kind === 'change');
  const leads = counted.flatMap((row) => row.leads);
  const failed = counted.filter((row) => row.failed);
  const recoveries = failed.map((row) => row.restored).filter((at) => at !== null);
  const rework = counted.filter((row) => row.kind === 'rollback' || row.run.marks.includes('hotfix'));

  const weeks = [];
  // An empty window, half-open as all are, touches no week.
  const last = given.from < given.to ? given.to : -Infinity;
  for (let start = monday - 60 * 7 * day; start < last; start += 7 * day) {
    const end = start + 7 * day;
    if (end <= given.from) continue;
    const whole = start >= given.from && end <= given.to && start >= given.coverage.from && end <= given.coverage.to;
    const of = counted.filter((row) => row.at >= start && row.at < end);
    const health = countHealth(given, Math.max(start, given.from), Math.min(end, given.to));
    weeks.push({
      start,
      partial: !whole,
      deployments: of.length,
      deploymentDays: new Set(of.map((row) => new Date(row.at).toISOString().slice(0, 10))).size,
      leadTimeHoursMedian: middle(of.flatMap((row) => row.leads)),
      leadTimeN: of.flatMap((row) => row.leads).length,
      batchSizeMedian: middle(of.filter((row) => row.kind === 'change').map((row) => row.added)),
      firstPassYield: health.firstPassYield,
      flakyRate: health.flakyRate,
      redHours: health.redHours,
      knownHours: health.knownHours,
    });
  }
  const complete = weeks.filter((week) => !week.partial);
  const events = attemptsAt(given);
  const latest = rows.filter((row) => row.at < given.to);
  const deployed = new Set(latest.flatMap((row) => [...row.reach]));
  const waiting = given.commits.filter((one) => (one.committedAt ?? 0) < given.to && !deployed.has(one.revision));

  return {
    rows: counted.map((row) => [
      row.run.id,
      row.at,
      row.kind,
      row.kind === 'first' ? null : row.kind === 'change' ? row.added : 0,
    ]),
    count: counted.length,
    perWeekMean:
      complete.length === 0 ? null : complete.reduce((sum, week) => sum + week.deployments, 0) / complete.length,
    perWeekMedian: middle(complete.map((week) => week.deployments)),
    daysPerWeekMedian: middle(complete.map((week) => week.deploymentDays)),
    intervalHoursMedian: middle(
      rows.flatMap((row, i) => (i > 0 && inWindow(row.at) ? [(row.at - (rows[i - 1]?.at ?? 0)) / hour] : [])),
    ),
    failedAttempts: events.filter((one) => one.outcome === 'failed' && inWindow(one.at)).length,
    partial: given.runs.filter((run) => {
      const passes = firstPasses(given, run);
      return passes.size > 0 && passes.size < given.members.length && inWindow(Math.max(...passes.values()));
    }).length,
    leadN: leads.length,
    leadMedian: middle(leads),
    noPredecessor: counted.reduce((sum, row) => sum + (row.kind === 'first' ? row.reach.size : 0), 0),
    clockSkew: counted.reduce((sum, row) => sum + row.skewed, 0),
    waiting: waiting.length,
    oldestWaiting:
      waiting.length === 0 ? null : Math.max(...waiting.map((one) => (given.to - (one.committedAt ?? 0)) / hour)),
    failed: failed.length,
    recoveryN: recoveries.length,
    recoveryMedian: middle(recoveries),
    open: failed.filter((row) => row.restored === null).length,
    rework: rework.length,
    batchN: changes.length,
    batchMedian: middle(changes.map((row) => row.added)),
    batchMean: changes.length === 0 ? null : changes.reduce((sum, row) => sum + row.added, 0) / changes.length,
    weeks,
    health: countHealth(given, given.from, given.to),
  };
}

/** Every attempt at a member environment. */
function attemptsAt(given: Recounted) {
  return given.runs.flatMap((run) => {
    const staged = run.stages.filter((stage) => stage.environment !== null);
    const words =
      staged.length > 0
        ? staged.map((stage) => ({
            run,
            environment: stage.environment,
            outcome: stage.outcome,
            at: stage.finishedAt ?? 0,
          }))
        : [{ run, environment: run.environment, outcome: run.outcome, at: run.finishedAt ?? 0 }];
    return words.filter((word) => word.environment !== null && given.members.includes(word.environment));
  });
}

function firstPasses(given: Recounted, run: Run): Map<string, number> {
  const passes = new Map<string, number>();
  for (const one of attemptsAt({ ...given, runs: [run] })) {
    const before = passes.get(one.environment ?? '');
    if (one.outcome === 'passed' && (before === undefined || one.at < before))
      passes.set(one.environment ?? '', one.at);
  }
  return passes;
}

function findDeployments(given: Recounted) {
  return given.runs
    .flatMap((run) => {
      const passes = firstPasses(given, run);
      return passes.size === given.members.length ? [{ run, at: Math.max(...passes.values()) }] : [];
    })
    .sort(
      (a, b) =>
        a.at - b.at || (a.run.queuedAt ?? 0) - (b.run.queuedAt ?? 0) || (a.run.number ?? 0) - (b.run.number ?? 0),
    );
}

function describe(given: Recounted, deployments: { run: Run; at: number }[]) {
  const times = new Map(given.commits.map((one) => [one.revision, one.committedAt ?? 0]));
  const seen = new Set<string>();
  const rows = deployments.map(({ run, at }, i) => {
    const head = run.revisions[0]?.revision ?? '';
    const reach = reachOf(given.commits, head);
    const before = deployments[i - 1]?.run.revisions[0]?.revision;
    const previous = before === undefined ? new Set<string>() : reachOf(given.commits, before);
    const added = [...reach].filter((one) => !previous.has(one));
    const kind =
      before === undefined ? 'first' : before === head ? 'redeploy' : added.length === 0 ? 'rollback' : 'change';
    const fresh =
      kind === 'change' ? added.filter((one) => !seen.has(one)).map((one) => (at - (times.get(one) ?? 0)) / hour) : [];
    for (const one of reach) seen.add(one);
    return {
      ...{ run, at, reach, kind, added: added.length },
      leads: fresh.filter((hours) => hours >= 0),
      skewed: fresh.filter((hours) => hours < 0).length,
    };
  });
  return rows.map((row, i) => {
    const own = given.incidents.filter((one) => {
      if (one.run !== null) return one.run === row.run.id;
      const latest = rows.filter((other) => other.at < one.openedAt).at(-1);
      return latest === row;
    });
    const next = rows[i + 1];
    const rolledBack = next?.kind === 'rollback' && next.at - row.at <= 24 * hour;
    const failed = own.length > 0 || rolledBack || row.run.marks.includes('failed');
    const resolved = own.length > 0 && own.every((one) => one.resolvedAt !== null);
    const fix = rows.slice(i + 1).find((other) => other.kind === 'rollback' || other.run.marks.includes('hotfix'));
    const restoredAt = resolved ? Math.max(...own.map((one) => one.resolvedAt ?? 0)) : (fix?.at ?? null);
    return { ...row, failed, restored: failed && restoredAt !== null ? (restoredAt - row.at) / hour : null };
  });
}

function reachOf(commits: Commit[], head: string): Set<string> {
  const reach = new Set<string>();
  const visit = (revision: string): void => {
    const commit = commits.find((one) => one.revision === revision);
    if (!commit || reach.has(revision)) return;
    reach.add(revision);
    commit.parents.forEach(visit);
  };
  visit(head);
  return reach;
}

/** Pipeline health between two instants, all pipelines together. */
function countHealth(given: Recounted, from: number, to: number) {
  const isConclusive = (one: { outcome: string }) => one.outcome === 'passed' || one.outcome === 'failed';
  const attempts = given.runs.flatMap((run) => {
    const list: (Stage | null)[] = run.stages.length > 0 ? run.stages : [null];
    return list.map((stage) => ({
      unit: `${run.id} ${stage?.name ?? ''}`,
      inputs: `${run.pipeline} ${stage?.name ?? ''} ${run.revisions[0]?.revision ?? (run.upstream.length > 0 ? '' : run.id)} ${[...run.upstream].sort().join()}`,
      attempt: stage?.attempt ?? 1,
      outcome: (stage ?? run).outcome,
      at: (stage ?? run).finishedAt ?? 0,
    }));
  });
  const within = attempts.filter((one) => one.at >= from && one.at < to);
  const units = grouped(attempts.filter(isConclusive), (one) => one.unit)
    .map((unit) => unit.sort((a, b) => a.attempt - b.attempt))
    .filter((unit) => (unit[0]?.at ?? 0) >= from && (unit[0]?.at ?? 0) < to);
  const all = grouped(attempts.filter(isConclusive), (one) => one.inputs);
  const isFlaky = (group: { outcome: string }[]) => new Set(group.map((one) => one.outcome)).size === 2;
  const groups = all.filter((group) => {
    const first = Math.min(...group.map((one) => one.at));
    return first >= from && first < to;
  });
  const failures = within.filter((one) => one.outcome === 'failed');
  const flakyInputs = new Set(all.filter(isFlaky).map((group) => group[0]?.inputs));
  const firstPassed = units.filter((unit) => unit[0]?.outcome === 'passed').length;

  let red = 0;
  let known = 0;
  const closed: number[] = [];
  const open: number[] = [];
  for (const series of grouped(
    given.runs.filter(isConclusive),
    (run) => `${run.pipeline} ${run.revisions[0]?.branch ?? ''}`,
  )) {
    const ends = series.map((run) => ({
      at: run.finishedAt ?? 0,
      number: run.number ?? 0,
      ok: run.outcome === 'passed',
    }));
    ends.sort((a, b) => a.at - b.at || a.number - b.number);
    const counting = ends.filter((one, i) => ends.slice(0, i).every((before) => before.number <= one.number));
    // Hour by hour: the state is that of the last completion so far. All moments of the test lie on full hours.
    for (let at = from; at < Math.min(to, given.coverage.to); at += hour) {
      const last = counting.filter((one) => one.at <= at).at(-1);
      if (last) known += 1;
      if (last?.ok === false) red += 1;
    }
    counting.forEach((one, i) => {
      if (one.ok || counting[i - 1]?.ok === false) return;
      const green = counting.slice(i).find((other) => other.ok);
      if (green && one.at >= from && one.at < to) closed.push((green.at - one.at) / hour);
      if (!green && one.at < Math.min(to, given.coverage.to)) open.push(one.at);
    });
  }

  return {
    firstPassed,
    lastPassed: units.filter((unit) => unit.at(-1)?.outcome === 'passed').length,
    units: units.length,
    firstPassYield: units.length === 0 ? null : firstPassed / units.length,
    attemptsFailed: failures.length,
    attemptsConclusive: within.filter(isConclusive).length,
    inconclusive: within.filter((one) => !isConclusive(one)).length,
    groups: groups.length,
    flakyGroups: groups.filter(isFlaky).length,
    flakyRate: groups.length === 0 ? null : groups.filter(isFlaky).length / groups.length,
    retried: groups.filter((group) => group.length > 1).length,
    failureShare:
      failures.length === 0 ? null : failures.filter((one) => flakyInputs.has(one.inputs)).length / failures.length,
    redHours: red,
    knownHours: known,
    timeToGreen: middle(closed),
    openSince: open.length === 0 ? null : Math.min(...open),
  };
}

function grouped<T>(list: T[], key: (one: T) => string): T[][] {
  return [...new Set(list.map(key))].map((wanted) => list.filter((one) => key(one) === wanted));
}

function middle(values: number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}
