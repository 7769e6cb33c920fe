import { FailureError } from '../../failure';
import { configuredUrl } from '../http/address';
import type { LiveRequest } from '../source';

export interface Addresses {
  project: string;
  /** What the calls about builds, and those about releases, begin with. */
  builds: string;
  releases: string;
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
  const builds = `${url.origin}${rest}/_apis`;
  return { project, builds, releases: `${releaseOrigin(url)}${rest}/_apis` };
}

/** Of the cloud, releases have a host of their own; a server of one's own has them beside the builds. */
function releaseOrigin(url: URL): string {
  if (/^dev\.azure\.com$/i.test(url.host)) return 'https://vsrm.dev.azure.com';
  const organization = /^([\w-]+)\.visualstudio\.com$/i.exec(url.host)?.[1];
  return organization === undefined ? url.origin : `https://${organization}.vsrm.visualstudio.com`;
}
