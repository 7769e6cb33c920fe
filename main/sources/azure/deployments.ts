import type { Revision, Run } from '../../domain/history/records';
import { blankRun } from '../common/blank';
import { countOf, fieldsOf, idOf, itemsOf, materialOf, momentOf, needId, textOf, type Fields } from '../common/fields';
import { branchOf, pipelineName, revisionOf } from './replies';
import { deploymentOutcome, triggerOf, wordIn } from './words';

/** Deployments and builds are counted apart by the server, so the word before the number keeps them apart here too. */
export function deploymentId(id: string): string {
  return `deployment/${id}`;
}

/** A deployment of a classic release at one environment. Throws `Unusable`. */
export function parseDeployment(item: Fields): Run {
  const release = fieldsOf(item.release);
  const artifacts = itemsOf(release.artifacts);
  const word = wordOf(item);
  const outcome = deploymentOutcome(word);
  const environment = fieldsOf(item.releaseEnvironment);
  const approvals = itemsOf(item.preDeployApprovals).filter((each) => each.isAutomated === false);
  const upstream = artifacts.flatMap(buildOf);
  const person = fieldsOf(item.requestedFor);
  return {
    ...blankRun(
      deploymentId(needId(item.id, 'id')),
      pipelineName(item.releaseDefinition) ?? pipelineName(release.releaseDefinition) ?? 'unknown release',
    ),
    attempt: Math.max(1, countOf(item.attempt) ?? 1),
    url: textOf(fieldsOf(fieldsOf(release._links).web).href) ?? textOf(release.webAccessUri),
    trigger: upstream.length > 0 ? 'upstream' : triggerOf(wordIn({}, item.reason)),
    actor: textOf(person.displayName) ?? textOf(person.uniqueName),
    outcome,
    sourceOutcome: word || null,
    queuedAt: momentOf(item.queuedOn),
    startedAt: momentOf(item.startedOn),
    finishedAt: outcome === 'running' ? null : momentOf(item.completedOn),
    revisions: artifacts.flatMap(revisionsOf),
    upstream,
    environment: textOf(environment.name) ?? idOf(environment.id),
    more: {
      ...(textOf(release.name) === null ? {} : { release: release.name }),
      ...(idOf(release.id) === null ? {} : { releaseId: idOf(release.id) }),
      ...(approvals.length > 0 ? { approval: 'manual' } : {}),
    },
  };
}

/** Of a release with its environments, each attempt at each of them, as the list of deployments would tell it. */
export function deploymentsOfRelease(release: Fields): Fields[] {
  return itemsOf(release.environments).flatMap((environment) =>
    itemsOf(environment.deploySteps).map((step) => ({
      ...step,
      id: step.deploymentId ?? step.id,
      deploymentStatus: step.status,
      release,
      releaseDefinition: release.releaseDefinition,
      releaseEnvironment: { id: environment.id, name: environment.name },
      preDeployApprovals: environment.preDeployApprovals,
    })),
  );
}

/** One that was not deployed may still wait, or may have been turned down: that says the operation. */
function wordOf(item: Fields): string {
  const status = wordIn({}, item.deploymentStatus);
  return /^(notDeployed|undefined|)$/i.test(status) ? wordIn({}, item.operationStatus) || status : status;
}

function buildOf(artifact: Fields): string[] {
  const id = idOf(fieldsOf(fieldsOf(artifact.definitionReference).version).id);
  return /^build$/i.test(textOf(artifact.type) ?? '') && id !== null ? [id] : [];
}

/** What was deployed: of a build the commit it was made with, of a repository the commit itself. */
function revisionsOf(artifact: Fields): Revision[] {
  const { version, sourceVersion, branch, branches, repository, definition } = fieldsOf(artifact.definitionReference);
  const isGit = /^(git|github)$/i.test(textOf(artifact.type) ?? '');
  const revision = textOf(fieldsOf(sourceVersion).id) ?? (isGit ? textOf(fieldsOf(version).id) : null);
  if (revision === null) return [];
  const name = textOf(fieldsOf(repository).name) ?? textOf(fieldsOf(definition).name);
  const ref = textOf(fieldsOf(branch).id) ?? textOf(fieldsOf(branches).id);
  return [revisionOf(materialOf(name), branchOf(ref), revision)];
}
