import type { Stream } from '../../retro/environmentMap';
import type { Evolution } from '../facts';

/** The map with the names that streams had before beside the one they have now. */
export function withFormerNames(evolution: Evolution, streams: readonly Stream[]): Evolution {
  const former = new Map(
    streams.filter((stream) => stream.dismissed !== true).map((stream) => [stream.name, formerNames(stream)]),
  );
  if (former.size === 0) return evolution;
  const nodes = evolution.nodes.map((node) => {
    const formerly = node.kind === 'pipeline' ? (former.get(node.name) ?? []) : [];
    return formerly.length > 0 ? { ...node, formerly } : node;
  });
  return { ...evolution, nodes };
}

/** A pipeline that only moved had the same name on another server. */
function formerNames({ name, of }: Stream): string[] {
  const names = of.flatMap(({ source, pipeline }) => {
    if (pipeline !== name) return [pipeline];
    return source !== undefined && source !== of.at(-1)?.source ? [`${pipeline} (${source})`] : [];
  });
  return [...new Set(names)];
}
