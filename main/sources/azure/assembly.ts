import type { Revision, Run } from '../../domain/history/records';
import { byTime, mergeRuns } from '../common/files/runAssembly';
import type { Assembly } from '../common/files/savedReplies';
import type { Fields } from '../common/fields';
import { merged } from '../common/merged';
import { parseChange, type AzureBuild, type AzureRecord } from './replies';
import { transformBuild } from './transform';
import { outcomeOf } from './words';

interface Draft {
  build: AzureBuild | null;
  records: Map<string, AzureRecord>;
  changes: Fields[];
  where: string;
}

/** Builds with their timelines and changes, and deployments, in any order. */
export interface AzureAssembly extends Assembly {
  addBuild(build: AzureBuild, where: string): void;
  addRecord(record: AzureRecord, buildId: string, where: string): void;
  addChange(change: Fields, buildId: string, where: string): void;
  addDeployment(run: Run, where: string): void;
}

export function createAssembly(): AzureAssembly {
  const drafts = new Map<string, Draft>();
  const deployments = new Map<string, { run: Run; where: string }>();
  const draftOf = (id: string, where: string): Draft => {
    const draft = drafts.get(id) ?? { build: null, records: new Map(), changes: [], where };
    drafts.set(id, draft);
    return draft;
  };
  return {
    addBuild: (build, where) => {
      const draft = draftOf(build.id, where);
      draft.build = draft.build ? merged(draft.build, build, rankOf) : build;
    },
    addRecord: (record, buildId, where) => {
      const { records } = draftOf(buildId, where);
      const key = `${record.id} ${record.attempt}`;
      const before = records.get(key);
      records.set(key, before ? merged(before, record, rankOf) : record);
    },
    addChange: (change, buildId, where) => void draftOf(buildId, where).changes.push(change),
    addDeployment: (run, where) => {
      const before = deployments.get(run.id);
      deployments.set(run.id, before ? { run: mergeRuns(before.run, run), where: before.where } : { run, where });
    },
    assemble: () => {
      const all = [...drafts];
      const builds = all.flatMap(([, { build, records, changes }]) =>
        build ? [transformBuild(build, [...records.values()], changesOf(changes, build.revision))] : [],
      );
      return {
        records: [...builds, ...[...deployments.values()].map(({ run }) => run)].sort(byTime),
        rejected: all.flatMap(([id, { build, where }]) => (build ? [] : [{ where, id, reason: partAlone(id) }])),
        whereOf: (id) => (drafts.get(id) ?? deployments.get(id))?.where ?? '',
      };
    },
  };
}

function changesOf(changes: readonly Fields[], revision: Revision | null): Revision[] {
  const byId = new Map(changes.map((each) => parseChange(each, revision)).map((each) => [each.revision, each]));
  return [...byId.values()];
}

/** What is over before what is under way, then what changed later. */
function rankOf(value: AzureBuild | AzureRecord): readonly number[] {
  return [
    outcomeOf(value) === 'running' ? 0 : 1,
    value.finishedAt ?? 0,
    'changedAt' in value ? (value.changedAt ?? 0) : 0,
  ];
}

function partAlone(id: string): string {
  return `this part does not say how the build ended: the reply of /_apis/build/builds/${id}, or of the list of builds, would help`;
}
