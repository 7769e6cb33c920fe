import { fieldsOf, isFields, listOf, textOf, type Fields } from './replyFields';

export type ItemKind = 'run' | 'job' | 'deployment' | 'graphqlDeployment' | 'status' | 'commit' | 'workflow';

/** A part of a reply, by what it holds. `address` is where it was read, if the file says so. */
export type ReplyPart =
  | { kind: ItemKind; items: unknown[]; whole: boolean; address: string | null }
  | { kind: 'comparison'; item: Fields }
  | { kind: 'event'; item: Fields }
  | { kind: 'unusable'; what: string; help: string };

const lists: readonly [field: string, kind: ItemKind][] = [
  ['workflow_runs', 'run'],
  ['jobs', 'job'],
  ['workflows', 'workflow'],
  ['deployments', 'deployment'],
  ['statuses', 'status'],
];
const events = ['workflow_run', 'workflow_job', 'deployment_status', 'deployment'];
const otherLists: readonly [field: string, what: string][] = [
  ['environments', 'the list of environments'],
  ['artifacts', 'a list of artifacts'],
  ['check_runs', 'a list of check runs'],
  ['check_suites', 'a list of check suites'],
  ['runners', 'a list of runners'],
  ['secrets', 'a list of secrets'],
  ['variables', 'a list of variables'],
];
const runsHelp = 'the reply of /repos/OWNER/REPO/actions/runs would help';
const deploymentsHelp = 'the reply of /repos/OWNER/REPO/deployments would help';

/** What a JSON reply of GitHub holds. What says nothing of runs is named, with the reply that would help. */
export function replyParts(json: unknown, address: string | null = null): ReplyPart[] {
  if (Array.isArray(json)) return arrayParts(json as unknown[], address);
  if (!isFields(json)) return [unusable('no reply of GitHub')];
  if (isByAddress(json)) return Object.entries(json).flatMap(([key, each]) => replyParts(each, key));
  const graphql = graphqlNodes(json);
  if (graphql) return [{ kind: 'graphqlDeployment', items: graphql, whole: false, address }];
  if (Array.isArray(json.commits) && isFields(json.base_commit)) return [{ kind: 'comparison', item: json }];
  const list = lists.find(([field]) => Array.isArray(json[field]));
  if (list && 'total_count' in json) {
    const items = listOf(json[list[0]]);
    return [{ kind: list[1], items, whole: items.length >= Number(json.total_count), address }];
  }
  const kind = itemKind(json);
  if (kind) return [{ kind, items: [json], whole: false, address }];
  if (events.some((each) => isFields(json[each]))) return [{ kind: 'event', item: json }];
  return [unusableObject(json)];
}

/** Items of several kinds, or several pages put into one list, are taken apart again. */
function arrayParts(items: unknown[], address: string | null): ReplyPart[] {
  if (items.length === 0) return [{ kind: 'run', items: [], whole: true, address }];
  const parts = new Map<ItemKind, Extract<ReplyPart, { items: unknown[] }>>();
  const others: ReplyPart[] = [];
  for (const item of items) {
    const kind = isFields(item) ? itemKind(item) : null;
    if (!kind) others.push(...(isFields(item) ? replyParts(item, address) : [unusable('no reply of GitHub')]));
    else if (parts.has(kind)) parts.get(kind)?.items.push(item);
    else parts.set(kind, { kind, items: [item], whole: true, address });
  }
  if (parts.size === 0 && others.every((part) => part.kind === 'unusable')) return others.slice(0, 1);
  return [...parts.values(), ...others];
}

function itemKind(item: Fields): ItemKind | null {
  const has = (...fields: string[]) => fields.every((field) => field in item);
  if (has('run_id') && (has('status') || has('conclusion'))) return 'job';
  if (has('workflow_id') && has('status')) return 'run';
  if (has('id', 'run_number') || has('id', 'run_attempt', 'event')) return 'run';
  if (has('state') && (has('deployment_url') || /\/deployments\/\d+\/statuses\//.test(textOf(item.url) ?? '')))
    return 'status';
  if (has('id', 'sha', 'environment') || has('id', 'environment', 'statuses_url')) return 'deployment';
  const lower = new Set(Object.keys(item).map((key) => key.toLowerCase()));
  if (lower.has('databaseid') && lower.has('environment')) return 'graphqlDeployment';
  if (has('sha') && isFields(item.commit)) return 'commit';
  if (has('id', 'name', 'path', 'state')) return 'workflow';
  return null;
}

/** Replies kept under the address or the query they answer. */
function isByAddress(json: Fields): boolean {
  const keys = Object.keys(json);
  return keys.length > 0 && keys.every((key) => /^(https?:\/\/|\/?repos\/|query\b)/.test(key));
}

function graphqlNodes(json: Fields): unknown[] | null {
  const repository = fieldsOf(fieldsOf(json.data ?? json).repository);
  const { nodes, edges } = fieldsOf(repository.deployments);
  if (Array.isArray(nodes)) return nodes as unknown[];
  return Array.isArray(edges) ? listOf(edges).map((edge) => fieldsOf(edge).node) : null;
}

function unusableObject(json: Fields): ReplyPart {
  const other = otherLists.find(([field]) => Array.isArray(json[field]));
  if (other) return unusable(other[1], other[0] === 'environments' ? deploymentsHelp : runsHelp);
  if ('default_branch' in json) return unusable('the description of a repository');
  if ('protection_rules' in json) return unusable('an environment', deploymentsHelp);
  if (typeof json.message === 'string') return unusable('an error message of the server');
  if (typeof json.action === 'string') return unusable('an event that is not about runs or deployments');
  return unusable('no reply of GitHub that speaks of runs or deployments');
}

function unusable(what: string, help: string = runsHelp): ReplyPart {
  return { kind: 'unusable', what, help };
}
