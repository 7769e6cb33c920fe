import { fieldsOf, textOf } from '../common/fields';

export {
  countOf,
  fieldsOf,
  idOf,
  isFields,
  listOf,
  materialOf,
  momentOf,
  textOf,
  Unusable,
  type Fields,
} from '../common/fields';

export function loginOf(value: unknown): string | null {
  return textOf(fieldsOf(value).login);
}

/** `owner/name` as one of several addresses of a reply says it, of the API or of the pages. */
export function repositoryIn(...addresses: unknown[]): string | null {
  const texts = addresses.filter((each) => typeof each === 'string');
  for (const text of texts) {
    const match = /\/repos\/([^/]+\/[^/]+)(?:\/(?:actions|deployments|commits|compare|check-runs|git)\b|$)/.exec(text);
    if (match?.[1]) return match[1];
  }
  for (const text of texts) {
    const match = /([^/]+\/[^/]+)\/(?:actions|commit|compare|runs)\//.exec(text);
    if (match?.[1] && !text.includes('/repos/')) return match[1];
  }
  return null;
}
