import { recordedPipeline, recordedSource } from '../../history/recorded';
import type { Definition, History, Run } from '../../history/records';
import { RunIndex } from '../map/runIndex';
import type { Stream } from '../../retro/environmentMap';

/**
 * The history in which pipelines that go on in one another are one pipeline, from the first run of the first to the last run
 * of the last: with the name of the stream, in the source of its newest run. Each run remembers how it was recorded; ids stay.
 */
export function asStreams(history: History, streams: readonly Stream[]): History {
  const accepted = streams.filter((stream) => stream.dismissed !== true);
  if (accepted.length === 0) return history;
  const streamOf = memberFinder(accepted);
  const homes = homesOf(history.runs, streamOf);
  const index = new RunIndex(history.runs);
  const runs = history.runs.map((run): Run => {
    const stream = streamFor(run, streamOf);
    if (!stream) return run;
    const recorded = { source: recordedSource(run), pipeline: recordedPipeline(run) };
    const home = homes.get(stream)?.source ?? run.source;
    const upstream = run.upstream.map((reference) => nameOf(index.find(reference, recorded.source)) ?? reference);
    return { ...run, source: home, pipeline: stream.name, upstream, recorded };
  });
  const definitions = history.definitions.flatMap((definition) => definitionAs(definition, streamOf, homes));
  return { ...history, runs, definitions };
}

/** By the name it has by now, else by the one it was recorded under. */
function streamFor(run: Run, streamOf: ReturnType<typeof memberFinder>): Stream | null {
  return streamOf(run.source, run.pipeline) ?? streamOf(recordedSource(run), recordedPipeline(run));
}

/** The same input under the same name, from before and from after a move. */
function nameOf(run: Run | null): string | null {
  return run && `${recordedSource(run)}:${run.id}`;
}

/** Which stream a pipeline of a source belongs to; null for none. The first that names it. */
export function memberFinder(streams: readonly Stream[]): (source: string, pipeline: string) => Stream | null {
  const byPipeline = new Map<string, { source: string | null; stream: Stream }[]>();
  for (const stream of streams) {
    for (const { source, pipeline } of stream.of) {
      byPipeline.set(pipeline, [...(byPipeline.get(pipeline) ?? []), { source: source ?? null, stream }]);
    }
  }
  return (source, pipeline) =>
    byPipeline.get(pipeline)?.find((member) => member.source === null || member.source === source)?.stream ?? null;
}

interface Home {
  source: string;
  pipeline: string;
}

/** Of each stream where its newest run was recorded; runs come by time. */
function homesOf(runs: readonly Run[], streamOf: ReturnType<typeof memberFinder>): Map<Stream, Home> {
  const homes = new Map<Stream, Home>();
  for (const run of runs) {
    const stream = streamFor(run, streamOf);
    if (stream) homes.set(stream, { source: run.source, pipeline: run.pipeline });
  }
  return homes;
}

/** That an old name was taken out of the configuration does not end the stream, only the end of its newest name does. */
function definitionAs(
  definition: Definition,
  streamOf: ReturnType<typeof memberFinder>,
  homes: ReadonlyMap<Stream, Home>,
): Definition[] {
  const { source, pipeline, present } = definition;
  const stream = streamOf(source, pipeline);
  if (!stream) return [definition];
  const home = homes.get(stream);
  const isNewest = home === undefined || (home.pipeline === pipeline && home.source === source);
  return present || isNewest ? [{ ...definition, source: home?.source ?? source, pipeline: stream.name }] : [];
}
