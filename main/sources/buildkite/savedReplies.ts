import type { Run } from '../../domain/history/records';
import { isFields, type Fields } from '../common/fields';
import { createRunAssembly, type RunAssembly } from '../common/files/runAssembly';
import type { SavedReplies } from '../common/files/savedReplies';
import { snakeCased } from '../common/snakeCase';
import { parseBuild, startedBuilds } from './replies';

interface BuildAssembly extends RunAssembly {
  /** Of each build started by another, the other. */
  startedBy: Map<string, string>;
}

/** Builds of the REST API and of GraphQL. */
export const savedReplies: SavedReplies<BuildAssembly> = {
  server: 'Buildkite',
  help: 'the reply of /v2/organizations/ORG/pipelines/SLUG/builds would help',
  files: /\.json$/i,
  lists: ['builds'],
  unwrap: graphqlBuilds,
  begin: createAssembly,
  kinds: [
    {
      what: 'builds',
      is: (item) => 'number' in item && 'state' in item && ('commit' in item || 'pipeline' in item || 'uuid' in item),
      add: (assembly, item, { where }) => {
        const run = parseBuild(item);
        assembly.add(run, where);
        for (const id of startedBuilds(item)) assembly.startedBy.set(id, run.id);
      },
    },
    { what: 'the list of organizations', is: (item) => 'pipelines_url' in item && 'slug' in item },
    { what: 'the list of pipelines', is: (item) => 'slug' in item && ('repository' in item || 'steps' in item) },
  ],
};

function createAssembly(): BuildAssembly {
  const runs = createRunAssembly();
  const startedBy = new Map<string, string>();
  const withUpstream = (run: Run): Run => {
    const upstream = startedBy.get(run.id);
    return upstream === undefined || run.upstream.length > 0
      ? run
      : { ...run, trigger: 'upstream', upstream: [upstream] };
  };
  return {
    ...runs,
    startedBy,
    assemble: () => {
      const { records, ...rest } = runs.assemble();
      return { ...rest, records: records.map((each) => (each.record === 'run' ? withUpstream(each) : each)) };
    },
  };
}

/** The builds in a reply of GraphQL, however deep the query put them. */
function graphqlBuilds(json: Fields): unknown {
  if (!isFields(json.data)) return undefined;
  const builds = buildsIn(snakeCased(json.data));
  return builds.length > 0 ? builds : undefined;
}

function buildsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(buildsIn);
  if (!isFields(value)) return [];
  return 'number' in value && 'state' in value ? [value] : Object.values(value).flatMap(buildsIn);
}
