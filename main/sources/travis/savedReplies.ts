import type { Run } from '../../domain/history/records';
import { idOf, isFields, itemsOf, textOf, type Fields } from '../common/fields';
import { createRunAssembly, type RunAssembly } from '../common/files/runAssembly';
import type { SavedReplies } from '../common/files/savedReplies';
import { buildOfJob, parseBuild, parseJob, stagesOf, type JobOfBuild } from './replies';

interface TravisAssembly extends RunAssembly {
  addJob(job: JobOfBuild, id: string): void;
  addStages(build: string, stages: readonly Fields[]): void;
}

/** Builds, jobs and stages of API v3, and builds of v2 with their commits. */
export const savedReplies: SavedReplies<TravisAssembly> = {
  server: 'Travis CI',
  help: 'the reply of /repo/OWNER%2FREPO/builds?include=build.jobs,build.stages would help',
  files: /\.json$/i,
  lists: ['builds', 'jobs'],
  unwrap: withCommits,
  begin: createAssembly,
  kinds: [
    {
      what: 'jobs',
      is: (item) =>
        item['@type'] === 'job' || ('state' in item && 'number' in item && ('build' in item || 'build_id' in item)),
      add: (assembly, item, { where }) => {
        const job = parseJob(item);
        assembly.add(parseBuild({ id: job.build, ...buildOfJob(item) }), where);
        assembly.addJob(job, idOf(item.id) ?? '');
      },
    },
    {
      what: 'stages',
      is: (item) => item['@type'] === 'stages' && buildIn(item) !== null,
      add: (assembly, item) => assembly.addStages(buildIn(item) ?? '', itemsOf(item.stages)),
    },
    {
      what: 'builds',
      is: (item) => 'id' in item && 'state' in item && ('event_type' in item || item['@type'] === 'build'),
      add: (assembly, item, { where }) => assembly.add(parseBuild(item), where),
    },
    { what: 'the description of a repository', is: (item) => item['@type'] === 'repository' || 'slug' in item },
  ],
};

function createAssembly(): TravisAssembly {
  const runs = createRunAssembly();
  const jobs = new Map<string, JobOfBuild>();
  const stages = new Map<string, readonly Fields[]>();
  const withParts = (run: Run): Run => {
    const own = [...jobs.values()].filter((job) => job.build === run.id);
    const listed = stages.get(run.id) ?? [];
    return own.length + listed.length === 0 ? run : { ...run, stages: stagesOf(listed, own) };
  };
  return {
    ...runs,
    addJob: (job, id) => void jobs.set(id, job),
    addStages: (build, listed) => void stages.set(build, listed),
    assemble: () => {
      const { records, ...rest } = runs.assemble();
      return { ...rest, records: records.map((each) => (each.record === 'run' ? withParts(each) : each)) };
    },
  };
}

/** In v2 a list of builds has its commits beside it. */
function withCommits(json: Fields): unknown {
  if (!Array.isArray(json.builds) || !Array.isArray(json.commits)) return undefined;
  const commits = new Map(itemsOf(json.commits).map((commit) => [idOf(commit.id), commit]));
  return json.builds.map((build: unknown) =>
    isFields(build) && !isFields(build.commit) ? { ...build, commit: commits.get(idOf(build.commit_id)) } : build,
  );
}

function buildIn(reply: Fields): string | null {
  return /\/build\/(\d+)/.exec(textOf(reply['@href']) ?? '')?.[1] ?? null;
}
