import { runTime } from '../../domain/history/recordTime';
import type { Commit, Run } from '../../domain/history/records';
import { isFields, textOf, type Fields } from '../common/fields';
import { createRunAssembly, type RunAssembly } from '../common/files/runAssembly';
import type { SavedReplies } from '../common/files/savedReplies';
import type { Rejection } from '../source';
import { changesOf, parseBuild, parseChange, revisionOf } from './replies';
import { parseXmlReply } from './xml';

interface TeamcityAssembly extends RunAssembly {
  addBuild(build: Fields, where: string): void;
  /** Changes of one build, or of none that the reply names. */
  addChanges(changes: readonly Fields[], buildId: string | null, where: string): void;
}

const buildsHelp =
  'the reply of /app/rest/builds?locator=defaultFilter:false&fields=build(id,buildTypeId,number,status,state,queuedDate,startDate,finishDate,…) would help';

/** Builds and changes as JSON or XML. */
export const savedReplies: SavedReplies<TeamcityAssembly> = {
  server: 'TeamCity',
  help: buildsHelp,
  files: /\.(json|xml)$/i,
  lists: ['build'],
  begin: createAssembly,
  parseXml: parseXmlReply,
  kinds: [
    {
      what: 'builds',
      is: (item) =>
        'id' in item && ('buildTypeId' in item || 'buildType' in item) && ('state' in item || 'status' in item),
      add: (assembly, item, { where }) => assembly.addBuild(item, where),
    },
    {
      what: 'changes',
      is: (item) => Array.isArray(item.change),
      add: (assembly, item, { where }) => assembly.addChanges(changesOf(item), buildOf(item), where),
    },
    {
      what: 'a change',
      is: (item) => 'version' in item && 'id' in item && ('username' in item || 'date' in item),
      add: (assembly, item, { where }) => assembly.addChanges([item], null, where),
    },
    { what: 'the statistics of a build', is: (item) => Array.isArray(item.property) },
    { what: 'a list of problems', is: (item) => 'problemOccurrence' in item },
    { what: 'the description of a project', is: (item) => 'parentProject' in item || 'parentProjectId' in item },
    { what: 'a build configuration', is: (item) => 'projectName' in item || 'buildType' in item },
  ],
};

/** The short list that servers give by default has no moments at all. */
const noMoments = `the list gives no moments; ${buildsHelp}`;

function createAssembly(): TeamcityAssembly {
  const runs = createRunAssembly();
  const builds = new Map<string, Fields>();
  const changes: { list: readonly Fields[]; buildId: string | null; where: string }[] = [];
  return {
    ...runs,
    addBuild: (build, where) => {
      const run = parseBuild(build);
      if (isFields(build.revisions)) builds.set(run.id, build);
      runs.add(run, where);
    },
    addChanges: (list, buildId, where) => changes.push({ list, buildId, where }),
    assemble: () => {
      const { records, whereOf } = runs.assemble();
      const byId = new Map(
        records.flatMap((each) => (each.record === 'run' ? [[each.id, { ...each }] as [string, Run]] : [])),
      );
      const commits: Commit[] = [];
      const rejected: Rejection[] = [];
      for (const { list, buildId, where } of changes) {
        const run = buildId === null ? undefined : byId.get(buildId);
        const named = list.flatMap((change) => parseChange(change) ?? []);
        commits.push(...named);
        if (run) run.changes = list.map((change) => revisionOf(change, builds.get(run.id) ?? {}));
        else if (named.length < list.length) rejected.push({ where, id: buildId, reason: noRepository(buildId) });
      }
      for (const run of byId.values()) {
        if (runTime(run) === null) rejected.push({ where: whereOf(run.id), id: run.id, reason: noMoments });
      }
      const timed = [...byId.values()].filter((run) => runTime(run) !== null);
      return { records: [...timed, ...commits], rejected, whereOf };
    },
  };
}

function noRepository(buildId: string | null): string {
  const build = buildId === null ? 'their build' : `/app/rest/builds/id:${buildId}`;
  return `the changes do not say their repository: the reply of ${build} would help`;
}

/** The build whose changes were asked for. */
function buildOf({ href }: Fields): string | null {
  return /build:\(?id:(\d+)/.exec(textOf(href) ?? '')?.[1] ?? null;
}
