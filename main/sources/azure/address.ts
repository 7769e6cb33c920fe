import { FailureError } from '../../failure';
import { configuredUrl } from '../http/address';
import type { LiveRequest } from '../source';

export interface Addresses {
  project: string;
  /** What all calls begin with. */
  base: string;
  /** What the host typed answers for: the cloud has releases on a host of their own, and only the host typed is asked. */
  hasBuilds: boolean;
  hasReleases: boolean;
}

/**
 * The organization (or the collection of a server of one's own) is in the address, the project beside it; people also paste
 * the address of a page of the project.
 */
export function addressesOf({ url: typed, projects }: Pick<LiveRequest, 'url' | 'projects'>): Addresses {
  const url = configuredUrl(typed);
  const path = url.pathname
    .replace(/\/_(apis|build|release|git|workitems|settings)\b.*$/i, '')
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const named = projects[0]?.split('/').filter((part) => part !== '') ?? [];
  const project = named.at(-1);
  if (project === undefined) throw new FailureError('wrong_input', 'Name the project with --project PROJECT.');
  if (path.length > 1 && path.at(-1)?.toLowerCase() === project.toLowerCase()) path.pop();
  if (path.length === 0 && named.length > 1) path.push(...named.slice(0, -1));
  const rest = [...path, project].map((part) => `/${encodeURIComponent(part)}`).join('');
  const isReleaseHost = /(^|\.)vsrm\.(dev\.azure|visualstudio)\.com$/i.test(url.host);
  const isCloud = /(^|\.)(dev\.azure|visualstudio)\.com$/i.test(url.host);
  return {
    project,
    base: `${url.origin}${rest}/_apis`,
    hasBuilds: !isReleaseHost,
    hasReleases: isReleaseHost || !isCloud,
  };
}
