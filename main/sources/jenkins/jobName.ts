/** A build as the addresses of Jenkins name it. */
export interface BuildName {
  /** Full name of the job with its folders, "team/app/main". */
  job: string;
  number: number | null;
}

/** The job, and the build where there is one, in an address like `…/job/team/job/app/42/`. */
export function buildIn(address: unknown): BuildName | null {
  if (typeof address !== 'string') return null;
  const blue = /\/blue\/rest\/organizations\/[^/]+\/((?:(?:pipelines|branches)\/[^/]+\/)+)(?:runs\/(\d+))?/.exec(
    address,
  );
  if (blue?.[1] !== undefined) return named(blue[1], /(?:pipelines|branches)\/([^/]+)/g, blue[2]);
  const match = /((?:\/job\/[^/?#]+)+)(?:\/(\d+)(?=\/|$|\?))?/.exec(address);
  return match?.[1] === undefined ? null : named(match[1], /\/job\/([^/]+)/g, match[2]);
}

/** As people see it: branches of a multibranch project are encoded once in their name, and once more in addresses. */
export function jobName(fullName: string): string {
  return fullName.split('/').map(decoded).join('/');
}

/** Path of a job on its server, from names as the server lists them. */
export function jobPath(names: readonly string[]): string {
  return names.map((name) => `/job/${encodeURIComponent(name)}`).join('');
}

/** "Team » app » main #42" */
export function buildInTitle(title: unknown): BuildName | null {
  const match = typeof title === 'string' ? /^(.+?)\s+#(\d+)/.exec(title) : null;
  if (match?.[1] === undefined) return null;
  return { job: match[1].split(/\s+»\s+/).join('/'), number: Number(match[2]) };
}

function named(path: string, segment: RegExp, number: string | undefined): BuildName {
  const names = [...path.matchAll(segment)].map((match) => decoded(decoded(match[1] ?? '')));
  return { job: names.join('/'), number: number === undefined ? null : Number(number) };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
