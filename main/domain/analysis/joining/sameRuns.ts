import { runTime } from '../../history/recordTime';
import type { Instant, Run } from '../../history/records';

/** Two tools note the beginning of the same run within a minute of each other. */
const togetherMs = 60_000;
/** Runs come by time, so of many with the same key (one address for all) only the last can be meant. */
const nearby = 20;

export interface RunsOnce {
  /** Each run once, in the order they came. */
  runs: readonly Run[];
  /** The others, each with the run that is counted in its place. */
  twice: ReadonlyMap<Run, Run>;
}

interface Slot {
  run: Run;
  others: Run[];
}

/**
 * The same run told by two sources counts once. It is the same where both began within a minute and
 * - one is that of DevLake and holds the id the other has, or
 * - both have the same address (and the same environment or pipeline: a deployment may link to the run it came from), or
 * - both have the same pipeline name and number.
 *
 * The fuller record counts: the one with more stages, then the one with more fields known, then the first. Runs of one
 * source are never the same.
 */
export function runsOnce(runs: readonly Run[]): RunsOnce {
  const [first] = runs;
  if (runs.every((run) => run.source === first?.source)) return { runs, twice: new Map() };
  const byKey = new Map<string, Slot[]>();
  const slots: Slot[] = [];
  for (const run of runs) {
    const keys = keysOf(run);
    const same = slotOf(run, keys, byKey);
    const slot = same ?? { run, others: [] };
    if (same) take(same, run);
    else slots.push(slot);
    for (const key of keys) {
      const known = byKey.get(key);
      if (!known) byKey.set(key, [slot]);
      else if (known.at(-1) !== slot) known.push(slot);
    }
  }
  const twice = new Map(slots.flatMap(({ run, others }) => others.map((other) => [other, run] as const)));
  return { runs: twice.size === 0 ? runs : pointingAtCounted(runs, twice), twice };
}

function slotOf(run: Run, keys: readonly string[], byKey: ReadonlyMap<string, readonly Slot[]>): Slot | null {
  for (const key of keys) {
    const slots = byKey.get(key) ?? [];
    for (let at = slots.length - 1; at >= 0 && at >= slots.length - nearby; at -= 1) {
      const slot = slots[at];
      if (slot && isTogether(slot.run, run) && isElsewhere(slot, run)) return slot;
    }
  }
  return null;
}

/** One source never tells of a run twice. */
function isElsewhere({ run: counted, others }: Slot, { source }: Run): boolean {
  return counted.source !== source && others.every((other) => other.source !== source);
}

function take(slot: Slot, run: Run): void {
  const isFuller = fullness(run) > fullness(slot.run);
  slot.others.push(isFuller ? slot.run : run);
  if (isFuller) slot.run = run;
}

function fullness(run: Run): number {
  const known = [run.url, run.actor, run.number, run.queuedAt, run.startedAt, run.finishedAt, run.environment];
  const details = known.filter((field) => field !== null).length + run.revisions.length + run.upstream.length;
  return run.stages.length * 1_000 + Math.min(details, 999);
}

function isTogether(one: Run, other: Run): boolean {
  const near = (a: Instant | null, b: Instant | null) => a !== null && b !== null && Math.abs(a - b) <= togetherMs;
  return near(one.startedAt, other.startedAt) || near(runTime(one), runTime(other));
}

function keysOf(run: Run): string[] {
  const keys: string[] = [serverId(run)];
  if (run.url !== null) {
    const page = pageOf(run.url);
    keys.push(`url ${page} ${run.pipeline}`, `url ${page} at ${run.environment ?? ''}`);
  }
  if (run.number !== null) keys.push(`number ${run.pipeline} ${run.number}`);
  return keys;
}

const devlakeKinds: Record<string, string> = { azuredevops_go: 'azure', azuredevops: 'azure' };

/** The id of the server itself. DevLake's ids are `PLUGIN:TABLE:CONNECTION:…` and end with it. */
function serverId({ source, id }: Run): string {
  const kind = source.split('@')[0] ?? source;
  const told = kind === 'devlake' ? /^([a-z_]+):(\w+):\d+:(?:\d+:)*(.+)$/.exec(id) : null;
  if (!told) return `id ${kind} ${plainId(id)}`;
  const [, plugin = '', table = '', own = ''] = told;
  const isDeployment = /deploy/i.test(table);
  return `id ${devlakeKinds[plugin] ?? plugin} ${isDeployment ? 'deployment/' : ''}${plainId(own)}`;
}

/** Jobs and numbers are put together in different ways. */
function plainId(id: string): string {
  return id.replace(/#/g, '/').replace(/^\{(.*)\}$/, '$1');
}

/** The same page, whether it is that for people or for programs. */
function pageOf(url: string): string {
  return url
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[?#].*$/, '')
    .replace(/^api\.([^/]+)\/repos\//, '$1/')
    .replace(/\/api\/v3\/repos\//, '/')
    .replace(/\/+$/, '');
}

/** Without what is counted elsewhere, and what was made from it points to what is counted. */
function pointingAtCounted(runs: readonly Run[], twice: ReadonlyMap<Run, Run>): Run[] {
  const moved = new Map<string, string>();
  for (const [run, counted] of twice) moved.set(`${run.source}\n${run.id}`, `${counted.source}:${counted.id}`);
  const refer = (reference: string, source: string): string => {
    const own = moved.get(`${source}\n${reference}`);
    if (own !== undefined) return own;
    const colon = reference.indexOf(':');
    return moved.get(`${reference.slice(0, colon)}\n${reference.slice(colon + 1)}`) ?? reference;
  };
  return runs.flatMap((run): Run[] => {
    if (twice.has(run)) return [];
    const upstream = run.upstream.map((reference) => refer(reference, run.source));
    return upstream.every((reference, at) => reference === run.upstream[at]) ? [run] : [{ ...run, upstream }];
  });
}
