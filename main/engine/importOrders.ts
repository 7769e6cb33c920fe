import type { Instant } from '../domain/history/records';
import { FailureError } from '../failure';
import { sourceOf, sources } from '../sources/registry';
import type { Source, SourceContext, SourceEvent } from '../sources/source';
import { configuredUrl } from '../sources/http/address';
import { createTransport, type Network, type Transport } from '../sources/http/transport';
import type { SourceBinding } from '../store/historyStore';
import type { ImportPlace } from './importQueue';

/** What to import from where, as the command line or the window asked for it. Files are paths. */
export interface ImportRequest {
  retro: string;
  kind: string;
  files: string[];
  url: string | null;
  projects: string[];
  pipelines: string[];
  since: Instant | null;
  until: Instant | null;
  token: string | null;
  /** The way to the server: its proxy, and what is trusted for it. Absent: straight there. */
  network?: Network;
  /** For `git`: paths inside the repository of files that list feature toggles. */
  toggles?: string[];
}

/** One stream of events to take in under one source name. A request for several projects is several of them. */
export interface ImportPart {
  /** Name of the source in the store. */
  source: string;
  bind: SourceBinding;
  events: (context: SourceContext) => AsyncIterable<SourceEvent>;
}

type Bound = Readonly<Record<string, SourceBinding>>;

/** The way to the server of a request; undefined for the straight one. */
export function transportOf({ network, url }: ImportRequest): Transport | undefined {
  return network && url !== null ? createTransport(network) : undefined;
}

export function sourceFor(kind: string): Source {
  const source = sourceOf(kind);
  if (source) return source;
  const known = sources.map((one) => one.info.kind).join(', ');
  throw new FailureError(
    'wrong_usage',
    `There is no source kind “${kind}”; there are ${known}. Any server's history can come in through the neutral format (kind “runs”).`,
  );
}

/** Which server a request asks, as imports take turns by it. */
export function placeOf({ retro, kind, url }: ImportRequest): ImportPlace {
  return { retro, kind, origin: url === null ? null : originOf(sourceFor(kind), url) };
}

/**
 * `bound` holds the servers that sources of the retro are tied to, or will be by imports that are going on; `zone` is that
 * of dates which say none: the retro's.
 */
export function importParts(request: ImportRequest, bound: Bound, zone: string): ImportPart[] {
  const source = sourceFor(request.kind);
  if (request.files.length > 0) return [filePart(request, source, zone)];
  if (!source.fetch) {
    throw new FailureError('wrong_usage', `Name what to read: ${source.info.name} reads ${source.info.files}`);
  }
  if (request.url === null) {
    throw new FailureError(
      'wrong_usage',
      `Name files to read, or the server to ask with --url (for ${source.info.name} such as ${source.info.exampleUrl ?? 'https://HOST'}).`,
    );
  }
  const projects: (string | null)[] = request.projects.length > 0 ? request.projects : [null];
  if (source.info.project !== null && !source.info.isProjectOptional && request.projects.length === 0) {
    throw new FailureError('wrong_usage', `Say which ${source.info.project} to import with --project.`);
  }
  const known = { ...bound };
  return projects.map((project) => {
    const part = livePart(request, source, request.url ?? '', project, known);
    known[part.source] = part.bind;
    return part;
  });
}

function filePart(request: ImportRequest, source: Source, zone: string): ImportPart {
  const { files, pipelines, since, until, toggles = [] } = request;
  return {
    source: request.kind,
    bind: { kind: request.kind, origin: null, project: null },
    events: (context) => {
      const events = source.read({ files, pipelines, since, until, toggles, zone }, context);
      return source.info.live ? inferringCoverage(events) : events;
    },
  };
}

/** Saved replies of a server are pieces of its history: what lies between two of them nobody said to be missing. */
async function* inferringCoverage(events: AsyncIterable<SourceEvent>): AsyncGenerator<SourceEvent> {
  for await (const event of events) yield event.type === 'coverage' ? { ...event, inferred: true } : event;
}

function livePart(
  request: ImportRequest,
  source: Source,
  url: string,
  project: string | null,
  bound: Bound,
): ImportPart {
  const { pipelines, since, until, token } = request;
  const origin = originOf(source, url);
  const projects = project === null ? [] : [project];
  const fetchEvents = source.fetch?.bind(source);
  if (!fetchEvents) throw new FailureError('wrong_input', `${source.info.name} has no server to ask.`);
  return {
    source: sourceName(request.kind, origin, project, bound),
    bind: { kind: request.kind, origin, project, asked: { url: url.trim(), pipelines } },
    events: (context) => fetchEvents({ url, projects, pipelines, since, until, token }, context),
  };
}

function originOf(source: Source, url: string): string {
  return (source.origin ?? webOrigin)(url);
}

function webOrigin(url: string): string {
  try {
    return configuredUrl(url).origin;
  } catch (error) {
    // What holds a password is an address, and has a sentence of its own.
    if (URL.parse(url)?.username) throw error;
  }
  throw new FailureError(
    'wrong_usage',
    `“${url.replace(/\/\/[^/]*@/, '//')}” is not an address of a server; it begins with https:// (or http:// inside a trusted network).`,
  );
}

/** Whether a source has a name as servers and checkouts get it: their kind, or `KIND@HOST/PROJECT`. */
export function isNamedAsKind(source: string): boolean {
  return sources.some(({ info: { kind } }) => kind !== 'runs' && (source === kind || source.startsWith(`${kind}@`)));
}

/**
 * A server is known by its kind alone, as most retros have one of each; a second server or project of the same kind
 * gets a name of its own, so that the runs of the two never replace one another.
 */
function sourceName(kind: string, origin: string, project: string | null, bound: Bound): string {
  const same = Object.entries(bound).find(
    ([, to]) => to.kind === kind && to.origin === origin && to.project === project,
  );
  if (same) return same[0];
  const plain = bound[kind];
  if (plain?.origin == null) return kind;
  const host = origin.replace(/^[a-z]+:\/\//, '');
  return `${kind}@${host}${project === null ? '' : `/${project}`}`;
}
