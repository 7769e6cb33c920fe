import type { Commit, Run, Stage } from '../../../history/records';

/**
 * A second opinion for tests: one gate counted the slow and obvious way, from the definitions alone, sharing no code
 * with the analysis. One product, whose revisions are those of `material`; every run knows its revision, itself or
 * from the runs it was made from.
 */
export interface Given {
  runs: readonly Run[];
  commits: readonly Commit[];
  material: string;
  isGate: (run: Run, stage: Stage | null) => boolean;
  isProduction: (run: Run, stage: Stage | null) => boolean;
}

interface Try {
  run: Run;
  stage: Stage | null;
  passed: boolean;
  due: number;
  start: number;
  end: number;
}

export function recountGate(given: Given) {
  const byId = new Map(given.runs.map((run) => [run.id, run]));
  const above = (run: Run): Run[] => run.upstream.flatMap((id) => byId.get(id) ?? []);
  const revisionOf = (run: Run): string | null =>
    run.revisions.find((one) => one.material === given.material)?.revision ??
    above(run)
      .map(revisionOf)
      .find((one) => one !== null) ??
    null;
  const revisions = new Map(given.runs.map((run) => [run, revisionOf(run)]));
  const tries = given.runs.flatMap((run) => triesOf(run, given.isGate));
  const first = Math.min(...tries.map((one) => one.end));
  const parents = new Map(given.commits.map((one) => [one.revision, one.parents]));
  const reached = new Map<string, Set<string>>();
  const reach = (revision: string): Set<string> => {
    const seen = reached.get(revision) ?? new Set<string>();
    if (reached.has(revision)) return seen;
    reached.set(revision, seen);
    const open = parents.has(revision) ? [revision] : [];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (seen.has(one)) continue;
      seen.add(one);
      open.push(...(parents.get(one) ?? []).filter((parent) => parents.has(parent)));
    }
    return seen;
  };

  const deployments = given.runs
    .flatMap((run) => {
      const passes = triesOf(run, given.isProduction).filter((one) => one.passed);
      if (passes.length === 0) return [];
      const at = Math.min(...passes.map((one) => one.end));
      return [{ run, at, start: Math.min(...passes.map((one) => one.start)), revision: revisions.get(run) ?? null }];
    })
    .sort((a, b) => a.at - b.at);
  const used = new Set<Try>();
  const rows = deployments.map((one) => {
    const ways = new Set(nearest(one.run, above));
    const isComplete = [...ways].every((run) => run.upstream.every((id) => byId.has(id)));
    const here = tries
      .filter((tried) => revisions.get(tried.run) === one.revision && tried.end <= one.start)
      .sort((a, b) => a.end - b.end);
    const passes = here.filter((tried) => tried.passed);
    const pass = passes.find((tried) => ways.has(tried.run)) ?? passes[0];
    const passage = pass ? 'passed' : !isComplete ? 'unknown' : here.length > 0 ? 'failed' : 'skipped';
    const minutes = pass && !used.has(pass) ? heldUp(pass, here, above) : null;
    if (pass) used.add(pass);
    return { run: one.run.id, at: one.at, passage, ...(minutes ?? { minutes: null, runMinutes: null }) };
  });

  const fates = { tried: 0, stopped: 0, retried: 0, wentOn: 0, late: 0 };
  const stopped: [revision: string, fixedBy: string | null][] = [];
  for (const revision of new Set(tries.map((one) => revisions.get(one.run) ?? ''))) {
    fates.tried += 1;
    const own = tries.filter((one) => revisions.get(one.run) === revision);
    const failures = own.filter((one) => !one.passed).map((one) => one.end);
    const passes = own.filter((one) => one.passed).map((one) => one.end);
    if (failures.length === 0) continue;
    const failed = Math.min(...failures);
    if (passes.length > 0) {
      if (failed <= Math.min(...passes)) fates.retried += 1;
      continue;
    }
    const holding = deployments.filter((one) => one.revision !== null && reach(one.revision).has(revision));
    const same = deployments.filter((one) => one.revision === revision);
    if (same.some((one) => one.start < failed) || holding.some((one) => one.at < failed)) fates.late += 1;
    else if (same.length > 0) fates.wentOn += 1;
    else {
      fates.stopped += 1;
      stopped.push([revision, holding[0]?.run.id ?? null]);
    }
  }
  return {
    rows: rows.filter((row) => row.at >= first),
    before: rows.filter((row) => row.at < first).length,
    fates,
    stopped,
  };
}

function triesOf(run: Run, isHere: (run: Run, stage: Stage | null) => boolean): Try[] {
  const staged = run.stages.filter((stage) => isHere(run, stage));
  const words = staged.length > 0 ? staged : isHere(run, null) ? [null] : [];
  const earliest = Math.min(...run.stages.map((stage) => stage.startedAt ?? stage.scheduledAt ?? Infinity));
  return words.flatMap((stage): Try[] => {
    const { outcome, finishedAt, startedAt } = stage ?? run;
    if (outcome !== 'passed' && outcome !== 'failed') return [];
    const start = startedAt ?? 0;
    const due = stage ? (stage.scheduledAt ?? (start === earliest ? run.queuedAt : null)) : run.queuedAt;
    return [{ run, stage, passed: outcome === 'passed', due: due ?? start, start, end: finishedAt ?? 0 }];
  });
}

/** The run and what it was made from, level by level: of each pipeline the one found first. */
function nearest(run: Run, above: (run: Run) => Run[]): Run[] {
  const found = [run];
  for (let level = [run]; level.length > 0;) {
    const next: Run[] = [];
    for (const one of level.flatMap(above)) {
      if (found.some((other) => other.pipeline === one.pipeline)) continue;
      found.push(one);
      next.push(one);
    }
    level = next;
  }
  return found;
}

/** Cuts the time at every start and end, and asks of each piece whether anything was running in it. */
function heldUp(pass: Try, here: readonly Try[], above: (run: Run) => Run[]) {
  const first =
    here.filter((one) => one.run === pass.run && one.end <= pass.end).sort((a, b) => a.start - b.start)[0] ?? pass;
  const ends = (run: Run): number[] =>
    run.stages.length > 0
      ? run.stages.filter((stage) => stage.outcome !== 'skipped').map((stage) => stage.finishedAt ?? Infinity)
      : [run.finishedAt ?? Infinity];
  const inRun = pass.stage ? ends(pass.run).filter((end) => end <= first.start) : [];
  const before = (inRun.length > 0 ? inRun : above(pass.run).flatMap(ends)).filter((end) => end <= first.start);
  const from = before.length > 0 ? Math.max(...before) : first.due;
  const cuts = [...new Set([from, pass.end, ...here.flatMap((one) => [one.start, one.end])])]
    .filter((at) => at >= from && at <= pass.end)
    .sort((a, b) => a - b);
  const running = cuts.slice(1).reduce((sum, end, place) => {
    const start = cuts[place] ?? end;
    return here.some((one) => one.start <= start && one.end >= end) ? sum + end - start : sum;
  }, 0);
  return { minutes: (pass.end - from) / 60_000, runMinutes: running / 60_000 };
}
