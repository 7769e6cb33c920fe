import { runTime } from '../../domain/history/recordTime';
import type { Run } from '../../domain/history/records';
import { fieldAt, idOf, textOf, type Fields } from '../common/fields';
import { createRunAssembly } from '../common/files/runAssembly';
import type { Assembly, Place } from '../common/files/savedReplies';
import type { Rejection } from '../source';
import { buildOfJobs, environmentNames, parseBuild, parseDeployment, stagesOfJobs, type JobOfBuild } from './replies';

/** What several replies say of the same builds and deployments, and the names that others give them. */
export interface BambooAssembly extends Assembly {
  addBuild(result: Fields, where: string): void;
  addJob(job: JobOfBuild, where: string): void;
  addDeployment(result: Fields, place: Place): void;
  /** A deployment project: it names environments. */
  addProject(project: Fields, where: string): void;
  /** A version, and the build it is of. */
  addVersion(version: Fields, where: string): void;
}

export const noMoments =
  'the short form of a result gives no moments: the reply of /rest/api/latest/result/PLAN-N.json?expand=stages.stage.results.result would help';
const namesOnly =
  'it only names things of deployments that are in none of the files: the reply of /rest/api/latest/deploy/environment/ID/results.json would help';

export function createAssembly(): BambooAssembly {
  const builds = createRunAssembly();
  const jobs = new Map<string, Map<string, JobOfBuild>>();
  const jobWheres = new Map<string, string>();
  const deployments: { result: Fields; place: Place }[] = [];
  const names = { environments: new Map<string, string>(), builds: new Map<string, string>() };
  const naming: string[] = [];
  return {
    addBuild: (result, where) => builds.add(parseBuild(result), where),
    addJob: (job, where) => {
      jobs.set(job.build, (jobs.get(job.build) ?? new Map<string, JobOfBuild>()).set(job.key, job));
      if (!jobWheres.has(job.build)) jobWheres.set(job.build, where);
    },
    addDeployment: (result, place) => {
      // Refused at once, where it is.
      parseDeployment(result, names, place.address);
      deployments.push({ result, place });
    },
    addProject: (project, where) => {
      for (const [id, name] of environmentNames(project)) names.environments.set(id, name);
      naming.push(where);
    },
    addVersion: (version, where) => {
      const [id, key] = [idOf(fieldAt(version, 'deploymentVersion.id')), textOf(fieldAt(version, 'planResultKey.key'))];
      if (id !== null && key !== null) names.builds.set(id, key);
      naming.push(where);
    },
    assemble: () => {
      for (const [id, own] of jobs) builds.add(buildOfJobs(id, [...own.values()]), jobWheres.get(id) ?? '');
      for (const { result, place } of deployments)
        builds.add(parseDeployment(result, names, place.address), place.where);
      const { records, whereOf } = builds.assemble();
      const runs = records.flatMap((each) => (each.record === 'run' ? withJobs(each, jobs.get(each.id)) : []));
      const timeless = runs.filter((run) => runTime(run) === null);
      const rejected: Rejection[] = timeless.map(({ id }) => ({ where: whereOf(id), id, reason: noMoments }));
      if (runs.length === 0) rejected.push(...naming.map((where) => ({ where, id: null, reason: namesOnly })));
      return { records: runs.filter((run) => !timeless.includes(run)), rejected, whereOf };
    },
  };
}

/** Jobs asked for apart stand for stages that the build itself does not show. */
function withJobs(run: Run, jobs: ReadonlyMap<string, JobOfBuild> | undefined): Run {
  return run.stages.length > 0 || !jobs ? run : { ...run, stages: stagesOfJobs([...jobs.values()]) };
}
