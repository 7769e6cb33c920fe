import { runTime } from '../../history/recordTime';
import type { History, Instant } from '../../history/records';
import type { Stream, StreamMember } from '../../retro/environmentMap';
import { isMember, sameMembers } from '../../retro/streams';
import { overlap } from '../structure/renames';
import { asStreams } from './asStreams';

/** Two pipelines, or one that was split, that look like one that goes on under another name or on another server. */
export interface StreamSuggestion {
  /** The stream as it would be kept: the newest name, with all its members. */
  stream: Stream;
  before: StreamPart;
  after: StreamPart[];
  /** Share of the names of stages and jobs that both have (Jaccard), 0 to 1. */
  overlap: number;
  /** Those names. */
  shared: string[];
}

export interface StreamPart extends StreamMember {
  source: string;
  from: Instant;
  to: Instant;
  runs: number;
}

interface Part extends StreamPart {
  names: Set<string>;
  materials: Set<string>;
  members: StreamMember[];
}

const alike = 0.5;
/** Nothing for longer than this between the two is no continuation, and longer beside each other they are two. */
const nearMs = 28 * 86_400_000;
const fewestRuns = 3;

/**
 * Pipelines that ended about when others began that have at least half of the names of stages and jobs in common, and a
 * repository where both say which. Each beginning belongs to the most alike end. What people decided is not asked again.
 */
export function suggestStreams(history: History, decided: readonly Stream[]): StreamSuggestion[] {
  const parts = partsOf(asStreams(history, decided), decided);
  const found = parts
    .flatMap((before) => [...parts.flatMap((after) => pairOf(before, [after]) ?? []), ...splitOf(before, parts)])
    .sort((a, b) => b.overlap - a.overlap || gap(a) - gap(b) || (a.stream.name < b.stream.name ? -1 : 1));
  const taken = new Set<string>();
  const isFree = (part: StreamPart, side: string) => !taken.has(keyOf(part, side));
  return found
    .filter(({ before, after, stream }) => {
      const isFirst = isFree(before, 'before') && after.every((part) => isFree(part, 'after'));
      const isDecided = decided.some((one) => sameMembers(one, stream));
      if (!isFirst) return false;
      taken.add(keyOf(before, 'before'));
      after.forEach((part) => taken.add(keyOf(part, 'after')));
      return !isDecided;
    })
    .sort((a, b) => b.before.to - a.before.to || (a.stream.name < b.stream.name ? -1 : 1));
}

function partsOf(history: History, decided: readonly Stream[]): Part[] {
  const parts = new Map<string, Part>();
  for (const run of history.runs) {
    const at = runTime(run);
    if (at === null) continue;
    const { source, pipeline } = run;
    const key = JSON.stringify([source, pipeline]);
    let part = parts.get(key);
    if (!part) {
      const stream = run.recorded && decided.find((one) => one.dismissed !== true && one.name === pipeline);
      const members = stream ? stream.of : [{ source, pipeline }];
      part = { source, pipeline, from: at, to: at, runs: 0, names: new Set(), materials: new Set(), members };
      parts.set(key, part);
    }
    part.runs += 1;
    part.to = at;
    for (const stage of run.stages) {
      part.names.add(stage.name);
      for (const job of stage.jobs) part.names.add(job.name);
    }
    for (const { material } of run.revisions) part.materials.add(material);
  }
  // Without stages the name is all that can be alike: that of a pipeline that moved.
  for (const part of parts.values()) if (part.names.size === 0) part.names.add(part.pipeline);
  return [...parts.values()].filter((part) => part.runs >= fewestRuns);
}

function pairOf(before: Part, after: readonly Part[]): StreamSuggestion | null {
  const [first] = after;
  if (!first || !after.every((part) => continues(before, part))) return null;
  const names = [...new Set(after.flatMap((part) => [...part.names]))];
  const share = overlap([...before.names], names);
  if (share < alike) return null;
  const newest = after.reduce((last, part) => (part.to > last.to ? part : last), first);
  const name = after.length > 1 ? before.pipeline : newest.pipeline;
  const of = [...before.members, ...after.flatMap((part) => part.members)];
  const distinct = of.filter((one, at) => of.findIndex((other) => isMember(other, one)) === at);
  return {
    stream: { name, of: distinct },
    before: told(before),
    after: after.map(told),
    overlap: share,
    shared: names.filter((each) => before.names.has(each)).sort(),
  };
}

/** Several that each took over a part: together they are more alike than any of them alone. */
function splitOf(before: Part, parts: readonly Part[]): StreamSuggestion[] {
  const heirs = parts.filter((part) => {
    const both = [...part.names].filter((name) => before.names.has(name)).length;
    return continues(before, part) && both / part.names.size >= alike;
  });
  if (heirs.length < 2) return [];
  const split = pairOf(before, heirs);
  const most = Math.max(...heirs.map((part) => overlap([...before.names], [...part.names])));
  return split && split.overlap > most ? [split] : [];
}

function continues(before: Part, after: Part): boolean {
  if (before === after || after.from <= before.from || after.to <= before.to) return false;
  if (Math.abs(after.from - before.to) > nearMs) return false;
  const isKnown = before.materials.size > 0 && after.materials.size > 0;
  return !isKnown || [...before.materials].some((material) => after.materials.has(material));
}

function told({ source, pipeline, from, to, runs }: Part): StreamPart {
  return { source, pipeline, from, to, runs };
}

function gap({ before, after }: StreamSuggestion): number {
  return Math.abs((after[0]?.from ?? 0) - before.to);
}

function keyOf({ source, pipeline }: StreamPart, side: string): string {
  return JSON.stringify([source, pipeline, side]);
}
