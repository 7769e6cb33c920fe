import type { EnvironmentMap, Stream, StreamMember } from './environmentMap';

/** Whether a member names a pipeline of a source; without a source it names that pipeline of any. */
export function isMember(member: StreamMember, { source, pipeline }: { source?: string; pipeline: string }): boolean {
  const isSame = member.pipeline === pipeline;
  return isSame && (member.source === undefined || source === undefined || member.source === source);
}

/** The map in which these pipelines are one stream; streams that have one of them become part of it. */
export function withStream(map: EnvironmentMap, added: Stream): EnvironmentMap {
  const streams = (map.streams ?? []).filter((stream) => !sameMembers(stream, added));
  const joined = streams.filter(
    (stream) => stream.dismissed !== true && stream.of.some((one) => added.of.some((other) => isMember(one, other))),
  );
  const of = [...joined.flatMap((stream) => stream.of), ...added.of];
  const distinct = of.filter((one, at) => of.findIndex((other) => isMember(other, one)) === at);
  const { name } = added;
  return { ...map, streams: [...streams.filter((stream) => !joined.includes(stream)), { name, of: distinct }] };
}

/** The map that remembers that these pipelines are not one stream, so that nobody is asked again. */
export function withDismissed(map: EnvironmentMap, { name, of }: Stream): EnvironmentMap {
  const others = (map.streams ?? []).filter((stream) => !sameMembers(stream, { of }));
  return { ...map, streams: [...others, { name, of, dismissed: true }] };
}

/** The map without the stream, as if nobody had decided. */
export function withoutStream(map: EnvironmentMap, stream: Stream): EnvironmentMap {
  return { ...map, streams: (map.streams ?? []).filter((one) => !sameMembers(one, stream)) };
}

export function sameMembers(one: Pick<Stream, 'of'>, other: Pick<Stream, 'of'>): boolean {
  const keys = (of: readonly StreamMember[]) =>
    of.map(({ source, pipeline }) => JSON.stringify([pipeline, source ?? null])).sort();
  return keys(one.of).join('\n') === keys(other.of).join('\n');
}

/** What is wrong with the streams of a map, as part of a sentence; null where nothing is. */
export function streamsProblem(streams: readonly Stream[]): string | null {
  const accepted = streams.filter((stream) => stream.dismissed !== true);
  for (const [at, stream] of accepted.entries()) {
    if (accepted.findIndex((other) => other.name === stream.name) !== at)
      return `two streams are called “${stream.name}”`;
    for (const other of accepted.slice(at + 1)) {
      const shared = stream.of.find((member) => other.of.some((one) => isMember(one, member)));
      if (shared) return `the pipeline “${shared.pipeline}” is in two streams, “${stream.name}” and “${other.name}”`;
    }
  }
  return null;
}
