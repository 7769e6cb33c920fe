import type { Row } from './database';
import { shortId, textOf } from './fields';

/** How runs of a database are called. */
export interface Naming {
  /** Names of scopes (repositories, jobs, projects) by id. */
  scopes: ReadonlyMap<string, string>;
  /** Names that pipelines of several scopes share; those are told apart by their scope. */
  shared: ReadonlySet<string>;
}

/** The pipeline a run belongs to, and its number. Some plugins of DevLake write the number, or only the id, into the name. */
export function pipelineOf(row: Row, naming: Naming): { pipeline: string; number: number | null } {
  const { name, number } = bareName(row);
  if (name === null) return { pipeline: scopeOf(row, naming), number };
  return { pipeline: naming.shared.has(name) ? `${scopeOf(row, naming)}/${name}` : name, number };
}

/** Most deployments have no name but that of what they bring, and then the environment tells them apart. */
export function deploymentPipeline(row: Row, naming: Naming): string {
  const name = `deploy-${environmentOf(row) ?? 'unknown'}`;
  return naming.shared.has(name) ? `${scopeOf(row, naming)}/${name}` : name;
}

/** As the server calls it; PRODUCTION, STAGING and TESTING are the kinds DevLake puts them into. */
export function environmentOf(row: Row): string | null {
  return textOf(row.original_environment) ?? textOf(row.environment);
}

/** The name without the number of the run; null where it is no name. */
export function bareName(row: Row): { name: string | null; number: number | null } {
  const id = textOf(row.id) ?? '';
  const name = textOf(row.name);
  if (name === null || (id !== '' && name.startsWith(id) && !name.includes('#'))) return { name: null, number: null };
  const numbered = /^(.+?)\s*[#/](\d{1,15})$/s.exec(name);
  if (numbered?.[1] === undefined || !new RegExp(`(?:^|\\D)${numbered[2]}$`).test(id)) return { name, number: null };
  return { name: numbered[1], number: Number(numbered[2]) };
}

function scopeOf(row: Row, { scopes }: Naming): string {
  const scope = textOf(row.cicd_scope_id);
  return scope === null ? 'unknown' : (scopes.get(scope) ?? shortId(scope));
}
