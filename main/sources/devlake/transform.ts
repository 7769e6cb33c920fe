import type { Commit, Outcome, Revision, Run, Stage } from '../../domain/history/records';
import type { Row } from './database';
import { branchOf, materialOf, momentOf, textOf } from './fields';
import { outcomeOf, wordOf } from './outcome';
import { deploymentPipeline, environmentOf, pipelineOf, type Naming } from './pipelineName';

/** What the tables say of one run. One of `pipeline` and `deployment` is there. */
export interface RunParts {
  pipeline: Row | null;
  deployment: Row | null;
  tasks: readonly Row[];
  /** Of `cicd_pipeline_commits` and `cicd_deployment_commits`. */
  commits: readonly Row[];
  /** Rows of `commits` by hash. */
  known: ReadonlyMap<string, Row>;
}

/**
 * One pipeline as one run, or one deployment that is none of them as one run at its environment. DevLake makes pipelines
 * into deployments of the same id: those only say where the pipeline went. Null without an id.
 */
export function transformRun(parts: RunParts, naming: Naming): Run | null {
  const { pipeline, deployment } = parts;
  const row = pipeline ?? deployment;
  const id = textOf(row?.id);
  if (!row || id === null) return null;
  const outcome = outcomeOf(row);
  const named = pipeline ? pipelineOf(row, naming) : { pipeline: deploymentPipeline(row, naming), number: null };
  return {
    record: 'run',
    source: '',
    id,
    ...named,
    attempt: 1,
    url: pageOf(row, parts.commits),
    trigger: row.is_child === '1' || row.is_child === 'true' || row.is_child === 't' ? 'upstream' : 'unknown',
    actor: null,
    outcome,
    sourceOutcome: wordOf(row),
    queuedAt: momentOf(row.queued_date) ?? momentOf(row.created_date),
    startedAt: momentOf(row.started_date),
    finishedAt: finishOf(row, outcome),
    revisions: revisionsOf(parts.commits, parts.known),
    changes: [],
    upstream: [],
    environment: deployment ? environmentOf(deployment) : isDeployment(row) ? textOf(row.environment) : null,
    marks: [],
    stages: stagesOf(parts.tasks),
    more: moreOf(row),
  };
}

/** Without the table of parents nobody knows what a commit came after, and `parentsUnknown` says so. */
export function transformCommit(row: Row, material: string, parents: readonly string[] | null): Commit | null {
  const revision = textOf(row.sha);
  if (revision === null) return null;
  return {
    record: 'commit',
    source: '',
    material,
    revision,
    parents: [...(parents ?? [])],
    committedAt: momentOf(row.committed_date),
    authoredAt: momentOf(row.authored_date),
    author: textOf(row.author_name),
    message: textOf(row.message),
    branches: [],
    ...(parents === null ? { more: { parentsUnknown: true } } : {}),
  };
}

/** With no rule of its own DevLake says PRODUCTION of everything; only what it takes for a deployment is meant. */
function isDeployment(row: Row): boolean {
  return row.type?.toUpperCase() === 'DEPLOYMENT';
}

/** Of a deployment that was replaced DevLake keeps the moment of that as its end. */
function finishOf(row: Row, outcome: Outcome): number | null {
  if (outcome === 'running' || row.original_status?.toUpperCase() === 'INACTIVE') return null;
  return momentOf(row.finished_date);
}

/** The page people look at, where there is one beside the address of the interface for programs. */
function pageOf(row: Row, commits: readonly Row[]): string | null {
  const addresses = [...commits.map((each) => each.url), row.url].flatMap((url) =>
    url && /^https?:/.test(url) ? url : [],
  );
  return addresses.find((url) => !url.includes('//api.')) ?? addresses[0] ?? null;
}

function revisionsOf(rows: readonly Row[], known: ReadonlyMap<string, Row>): Revision[] {
  const revisions = rows.flatMap((row): Revision[] => {
    const revision = textOf(row.commit_sha);
    if (revision === null) return [];
    const commit = known.get(revision);
    return [
      {
        material: materialOf(row.repo_url ?? null, row.repo_id ?? null),
        branch: branchOf(row.branch ?? row.ref_name),
        revision,
        committedAt: momentOf(commit?.committed_date),
        author: textOf(commit?.author_name),
        message: textOf(commit?.message) ?? textOf(row.commit_msg),
      },
    ];
  });
  const keys = revisions.map(({ material, revision }) => `${material}@${revision}`);
  return revisions.filter((_, index) => keys.indexOf(keys[index] ?? '') === index).sort(byMaterial);
}

function byMaterial(a: Revision, b: Revision): number {
  return a.material < b.material ? -1 : a.material > b.material ? 1 : a.revision < b.revision ? -1 : 1;
}

/** Tasks in the order in which they began; the same name once more is another attempt. */
function stagesOf(tasks: readonly Row[]): Stage[] {
  const began = (row: Row) => momentOf(row.started_date) ?? momentOf(row.queued_date) ?? momentOf(row.created_date);
  const ordered = tasks
    .map((row) => ({ row, at: began(row) ?? Infinity, id: row.id ?? '' }))
    .sort((a, b) => (a.at === b.at ? 0 : a.at - b.at) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const attempts = new Map<string, number>();
  return ordered.map(({ row }) => {
    const name = textOf(row.name) ?? 'unnamed';
    const attempt = (attempts.get(name) ?? 0) + 1;
    attempts.set(name, attempt);
    const outcome = outcomeOf(row);
    return {
      name,
      attempt,
      outcome,
      sourceOutcome: wordOf(row),
      scheduledAt: momentOf(row.queued_date) ?? momentOf(row.created_date),
      startedAt: momentOf(row.started_date),
      finishedAt: finishOf(row, outcome),
      approval: null,
      environment: isDeployment(row) ? textOf(row.environment) : null,
      image: null,
      agent: null,
      jobs: [],
    };
  });
}

function moreOf(row: Row): Record<string, unknown> {
  const fields = {
    scope: textOf(row.cicd_scope_id),
    type: textOf(row.type),
    displayTitle: textOf(row.display_title),
    devlakeEnvironment: textOf(row.original_environment) === null ? null : textOf(row.environment),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
