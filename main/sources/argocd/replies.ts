import type { Revision, Run, Trigger } from '../../domain/history/records';
import { blankRun } from '../common/blank';
import {
  fieldAt,
  fieldsOf,
  idOf,
  itemsOf,
  listOf,
  materialOf,
  momentOf,
  textOf,
  Unusable,
  type Fields,
} from '../common/fields';

/**
 * Every entry of an application's history is a deployment that went well: the server keeps no others, and only the last
 * few of these. Throws `Unusable` where the application has no name.
 */
export function parseApplication(application: Fields, prefix = ''): Run[] {
  const name = applicationName(application);
  if (name === null) throw new Unusable(null, '"metadata.name" of the application is missing');
  const entries = itemsOf(fieldAt(application, 'status.history'));
  return entries.map((entry) => parseEntry(entry, `${prefix}${name}`, application));
}

export function applicationName(application: Fields): string | null {
  return textOf(fieldAt(application, 'metadata.name'));
}

/** Applications of one name in several namespaces get theirs before the name, so that their ids differ. */
export function prefixes(applications: readonly Fields[]): (application: Fields) => string {
  const namespaces = new Map<string | null, Set<string>>();
  for (const each of applications) {
    const name = applicationName(each);
    namespaces.set(name, (namespaces.get(name) ?? new Set()).add(textOf(fieldAt(each, 'metadata.namespace')) ?? ''));
  }
  return (application) => {
    const isShared = (namespaces.get(applicationName(application))?.size ?? 0) > 1;
    return isShared ? `${textOf(fieldAt(application, 'metadata.namespace')) ?? ''}/` : '';
  };
}

function parseEntry(entry: Fields, name: string, application: Fields): Run {
  const id = idOf(entry.id) ?? (entry.id === 0 ? '0' : null);
  if (id === null) throw new Unusable(name, `"id" in the history of ${name} is missing`);
  const finishedAt = momentOf(entry.deployedAt);
  const last = lastOperation(application, finishedAt);
  const { trigger, actor } = startedBy(isKnown(entry.initiatedBy) ? entry.initiatedBy : last.initiatedBy);
  return {
    ...blankRun(`${name}/${id}`, name),
    number: Number(id),
    trigger,
    actor,
    outcome: 'passed',
    sourceOutcome: last.phase,
    startedAt: momentOf(entry.deployStartedAt),
    finishedAt,
    revisions: revisionsOf(entry),
    environment: environmentOf(application),
  };
}

/** What the server says of its last operation belongs to the entry that was deployed at its end. */
function lastOperation(application: Fields, deployedAt: number | null): { phase: string | null; initiatedBy: unknown } {
  const state = fieldsOf(fieldAt(application, 'status.operationState'));
  const isSame = deployedAt !== null && momentOf(state.finishedAt) === deployedAt;
  if (!isSame) return { phase: null, initiatedBy: undefined };
  return { phase: textOf(state.phase), initiatedBy: fieldAt(state, 'operation.initiatedBy') };
}

function isKnown(initiator: unknown): boolean {
  return Object.keys(fieldsOf(initiator)).length > 0;
}

function startedBy(initiator: unknown): { trigger: Trigger; actor: string | null } {
  const { username, automated } = fieldsOf(initiator);
  const actor = textOf(username);
  if (automated === true) return { trigger: 'push', actor };
  return { trigger: actor === null ? 'unknown' : 'manual', actor };
}

/** The label of the application that says so; without one, the cluster and the namespace it is deployed to. */
function environmentOf(application: Fields): string {
  const labels = fieldsOf(fieldAt(application, 'metadata.labels'));
  const label = ['environment', 'env', 'stage'].map((key) => textOf(labels[key])).find((each) => each !== null);
  if (label) return label;
  const { name, server, namespace } = fieldsOf(fieldAt(application, 'spec.destination'));
  const cluster = textOf(name) ?? clusterOf(textOf(server));
  return [cluster, textOf(namespace)].filter((each) => each !== null).join('/') || 'unknown';
}

/** The cluster that Argo CD itself runs in has a name of its own; others are known by their address. */
function clusterOf(server: string | null): string | null {
  if (server === null) return null;
  return /^https:\/\/kubernetes\.default\.svc\b/.test(server)
    ? 'in-cluster'
    : server.replace(/^https?:\/\//, '').replace(/\/+$/, '');
}

/** One or several sources, each with its revision. That of a chart is the chart's version. */
function revisionsOf(entry: Fields): Revision[] {
  const sources = itemsOf(entry.sources).length > 0 ? itemsOf(entry.sources) : [fieldsOf(entry.source)];
  const revisions = listOf(entry.revisions).length > 0 ? listOf(entry.revisions) : [entry.revision];
  return sources.flatMap((source, index): Revision[] => {
    const revision = textOf(revisions[index]);
    if (revision === null) return [];
    const chart = textOf(source.chart);
    const target = textOf(source.targetRevision);
    const isBranch = chart === null && target !== null && target !== 'HEAD' && target !== revision;
    return [
      {
        material: chart === null ? materialOf(textOf(source.repoURL)) : `helm:${chart}`,
        branch: isBranch ? target : null,
        revision,
        committedAt: null,
        author: null,
        message: null,
      },
    ];
  });
}
