import type { Role } from '../../retro/environmentMap';

const words: [Role, RegExp][] = [
  ['staging', /^(preprod(uction)?|staging|stage|stg|uat|acceptance|preview)$/],
  ['test', /^(nonprod(uction)?|test|testing|qa|dev|development|integration|sandbox)$/],
  ['production', /^(prod(uction)?|live)$/],
  ['snapshot', /^(snapshot|mirror)$/],
  ['dogfood', /^(dogfood(ing)?|internal)$/],
];

/** Words of a name as people write them: `deploy-to-PreProd_eu` has deploy, to, preprod, eu. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\b(pre|non)[^a-z0-9]*(prod)/g, '$1$2')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** What an environment of this name is for, where a word of it says so plainly; else `other`. */
export function guessRole(name: string): Role {
  const own = wordsOf(name);
  return words.find(([, pattern]) => own.some((word) => pattern.test(word)))?.[0] ?? 'other';
}

const deploying = /^(deploy|deploys|deployment|release|rollout|promote|ship)$/;
const small = /^(to|the|on|in|into|env|environment)$/;

/**
 * The environment a pipeline or stage deploys to, where its name says so: `deploy-dumpling`, `release to prod`, or the
 * bare name of a role such as `production`. Null where it does not: plain `deploy` could mean anywhere.
 */
export function environmentInName(name: string): string | null {
  const own = wordsOf(name).filter((word) => !small.test(word));
  const rest = own.filter((word) => !deploying.test(word));
  if (rest.length === 0 || rest.length > 2) return null;
  const isBareRole = own.length === 1 && ['production', 'staging'].includes(guessRole(name));
  return rest.length < own.length || isBareRole ? rest.join('-') : null;
}
