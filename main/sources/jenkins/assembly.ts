import { recordTime } from '../../domain/history/recordTime';
import type { Assembly } from '../common/files/savedReplies';
import { merged } from '../common/merged';
import type { JenkinsBuild, JenkinsChange, JenkinsStage } from './replies';
import { buildId, outcomeOf, transformBuild } from './transform';

interface Draft {
  build: JenkinsBuild | null;
  stages: Map<string, JenkinsStage>;
  changes: JenkinsChange[];
  where: string;
}

type BuildOf = Pick<JenkinsBuild, 'job' | 'number'>;

/** What several replies say of the same builds. */
export interface JenkinsAssembly extends Assembly {
  addBuild(build: JenkinsBuild, where: string): void;
  addStage(of: BuildOf, stage: JenkinsStage, where: string): void;
  addChanges(of: BuildOf, changes: JenkinsChange[], where: string): void;
}

export function createAssembly(): JenkinsAssembly {
  const drafts = new Map<string, Draft>();
  const draftOf = (of: BuildOf, where: string): Draft => {
    const draft = drafts.get(buildId(of)) ?? { build: null, stages: new Map(), changes: [], where };
    drafts.set(buildId(of), draft);
    return draft;
  };
  return {
    addBuild: (build, where) => {
      const draft = draftOf(build, where);
      draft.build = draft.build ? mergedBuild(draft.build, build) : build;
    },
    addStage: (of, stage, where) => {
      const { stages } = draftOf(of, where);
      const before = stages.get(stage.id);
      stages.set(stage.id, before ? merged(before, stage, rankOf) : stage);
    },
    addChanges: (of, changes, where) => void draftOf(of, where).changes.push(...changes),
    assemble: () => {
      const all = [...drafts];
      const runs = all.flatMap(([, { build, stages, changes }]) => {
        if (!build) return [];
        const known = build.changes.length > 0 ? build.changes : changes;
        return [transformBuild({ ...build, changes: known }, inOrder([...stages.values()]))];
      });
      return {
        records: runs.sort((a, b) => recordTime(a) - recordTime(b) || (a.id < b.id ? -1 : 1)),
        rejected: all.flatMap(([id, { build, where }]) => (build ? [] : [{ where, id, reason: partAlone(id) }])),
        whereOf: (id) => drafts.get(id)?.where ?? '',
      };
    },
  };
}

/** What is over before what is under way. */
function rankOf({ status, duration }: JenkinsStage): readonly number[] {
  return [outcomeOf({ building: false, result: status }) === 'running' ? 0 : 1, duration];
}

/** The reply of the build knows its causes and commits, that of the stages does not: empty lists are filled up. */
function mergedBuild(a: JenkinsBuild, b: JenkinsBuild): JenkinsBuild {
  const both = merged(a, b, (build) => [
    outcomeOf(build) === 'running' ? 0 : 1,
    build.causes.length,
    build.finishedAt ?? 0,
  ]);
  const longer = <T>(one: T[], other: T[]) => (other.length > one.length ? other : one);
  return {
    ...both,
    causes: longer(a.causes, b.causes),
    revisions: longer(a.revisions, b.revisions),
    changes: longer(a.changes, b.changes),
  };
}

/** Nodes are numbered as they were made. */
function inOrder(stages: JenkinsStage[]): JenkinsStage[] {
  return stages.sort((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1));
}

function partAlone(id: string): string {
  const job = id.slice(0, id.lastIndexOf('/'));
  const address = `${job
    .split('/')
    .map((name) => `/job/${name}`)
    .join('')}/${id.slice(job.length + 1)}/api/json`;
  return `this part does not say how the build ended: the reply of ${address}, or of /wfapi/describe, would help`;
}
