import { fieldsOf, isFields, itemsOf, textOf, Unusable, type Fields } from '../common/fields';
import type { SavedReplies } from '../common/files/savedReplies';
import { createAssembly, type AzureAssembly } from './assembly';
import { deploymentsOfRelease, parseDeployment } from './deployments';
import { parseBuild, parseRecord } from './replies';

const buildsHelp = 'the reply of /_apis/build/builds would help';
const deploymentsHelp = 'the reply of /_apis/release/deployments would help';

/** Replies of builds, pipelines and classic releases; lists in `value`, bare ones, and single items. */
export const savedReplies: SavedReplies<AzureAssembly> = {
  server: 'Azure DevOps',
  help: buildsHelp,
  files: /\.json$/i,
  lists: ['value'],
  unwrap: (json) => documented(json),
  begin: createAssembly,
  kinds: [
    {
      what: 'deployments',
      is: (item) => 'deploymentStatus' in item && 'releaseEnvironment' in item,
      add: (assembly, item, { where }) => assembly.addDeployment(parseDeployment(item), where),
    },
    {
      what: 'releases with their environments',
      is: (item) => isRelease(item) && itemsOf(item.environments).some((each) => Array.isArray(each.deploySteps)),
      add: (assembly, item, { where }) => {
        for (const each of deploymentsOfRelease(item)) assembly.addDeployment(parseDeployment(each), where);
      },
    },
    { what: 'a release, without what became of it at its environments', is: isRelease, help: deploymentsHelp },
    {
      what: 'the definition of a release',
      is: (item) => 'lastRelease' in item || 'releaseNameFormat' in item,
      help: deploymentsHelp,
    },
    {
      what: 'builds',
      is: (item) => 'buildNumber' in item || ('queueTime' in item && 'definition' in item),
      add: (assembly, item, { where }) => {
        const build = parseBuild(item);
        assembly.addBuild(build, where);
        for (const job of itemsOf(item.jobs)) assembly.addRecord(parseRecord(job), build.id, where);
      },
    },
    {
      what: 'runs of pipelines',
      is: (item) => 'createdDate' in item && isFields(item.pipeline),
      add: (assembly, item, { where }) => assembly.addBuild(parseBuild(item), where),
    },
    {
      what: 'a timeline',
      is: (item) => Array.isArray(item.records),
      add: (assembly, item, { where, address }) => {
        const buildId = buildIn(item.url, address, where);
        for (const record of itemsOf(item.records)) assembly.addRecord(parseRecord(record), buildId, where);
      },
    },
    {
      what: 'parts of a timeline',
      is: (item) => 'parentId' in item && 'state' in item && 'type' in item,
      add: (assembly, item, { where, address }) =>
        assembly.addRecord(parseRecord(item), buildIn(fieldsOf(item.log).url, address, where), where),
    },
    {
      what: 'the changes of a build',
      is: (item) => 'message' in item && 'timestamp' in item && 'location' in item,
      add: (assembly, item, { where, address }) => assembly.addChange(item, buildIn(null, address, where), where),
    },
    { what: 'the list of pipelines', is: (item) => 'folder' in item || ('queueStatus' in item && 'name' in item) },
  ],
};

function isRelease(item: Fields): boolean {
  return isFields(item.releaseDefinition) && 'createdOn' in item && 'name' in item;
}

/** The examples of the documentation hold the request too. */
function documented(json: Fields): unknown {
  const reply = fieldsOf(fieldsOf(json.responses)['200']);
  return isFields(reply.body) ? reply.body : undefined;
}

/** Parts of a build do not hold its id: it is in an address of theirs, or in the name of the file. */
function buildIn(url: unknown, address: string | null, where: string): string {
  const named = /\/builds\/(\d+)/i;
  const file = where.split(/[\\/]/).at(-1) ?? '';
  const id =
    named.exec(address ?? '')?.[1] ??
    named.exec(textOf(url) ?? '')?.[1] ??
    /(?:build|timeline)s?\D?(\d+)/i.exec(file)?.[1];
  if (id !== undefined) return id;
  throw new Unusable(null, 'it does not say of which build it is: put the id of the build in the name of the file');
}
