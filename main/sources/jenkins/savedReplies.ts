import { fieldsOf, isFields, itemsOf, listOf, textOf, type Fields } from '../common/fields';
import type { Place, SavedReplies } from '../common/files/savedReplies';
import { createAssembly, type JenkinsAssembly } from './assembly';
import { nameOf, parseBlueRun, parseBuild, parseChangeSet, parseDescription, parseStage } from './replies';

/** Fields of a build that say when and how it ended, by whom and with what. */
export const buildFields =
  'number,url,timestamp,duration,building,result,fullDisplayName,' +
  'actions[_class,causes[*],lastBuiltRevision[SHA1,branch[SHA1,name]],remoteUrls,queuingDurationMillis],' +
  'changeSet[kind,revisions[*],items[commitId,timestamp,author[fullName],msg,comment]],' +
  'changeSets[kind,items[commitId,timestamp,author[fullName],msg,comment]]';

const help =
  'the reply of /job/NAME/api/json?tree=allBuilds[number,url,timestamp,duration,result,building,actions[*]] would help';

/** Replies that a Jenkins server, its view of stages and Blue Ocean give. */
export const savedReplies: SavedReplies<JenkinsAssembly> = {
  server: 'Jenkins',
  help,
  files: /\.json$/i,
  lists: [],
  begin: createAssembly,
  kinds: [
    {
      what: 'builds',
      is: (item) => 'number' in item && 'timestamp' in item && ('result' in item || 'duration' in item),
      add: (assembly, item, { where, address }) => assembly.addBuild(parseBuild(item, address), where),
    },
    {
      what: 'a job with its builds',
      is: (item) => buildsIn(item).some((build) => 'timestamp' in build),
      add: addJob,
    },
    {
      what: 'a build as the view of its stages describes it',
      is: (item) => Array.isArray(item.stages) && 'startTimeMillis' in item,
      add: (assembly, item, { where, address }) => {
        const { build, stages } = parseDescription(item, address);
        assembly.addBuild(build, where);
        for (const stage of stages) assembly.addStage(build, stage, where);
      },
    },
    {
      what: 'stages',
      is: (item) => 'startTimeMillis' in item && 'durationMillis' in item,
      add: (assembly, item, { where, address }) => {
        const href = fieldsOf(fieldsOf(item._links).self).href;
        assembly.addStage(nameOf({ url: address ?? href }, null), parseStage(item), where);
      },
    },
    {
      what: 'the commits of a build',
      is: (item) => Array.isArray(item.commits) && 'commitCount' in item,
      add: (assembly, item, { where, address }) =>
        assembly.addChanges(nameOf({ url: item.consoleUrl }, address), parseChangeSet(item), where),
    },
    {
      what: 'a run as Blue Ocean tells it',
      is: (item) => isBlue(item) && 'state' in item && 'result' in item,
      add: (assembly, item, { where, address }) => assembly.addBuild(parseBlueRun(item, null, address), where),
    },
    {
      what: 'a report about a run of Blue Ocean',
      is: (item) => isFields(item.build) && isBlue(item.build) && isFields(item.job),
      add: (assembly, item, { where, address }) => {
        const { build, job } = item;
        assembly.addBuild(parseBlueRun(fieldsOf(build), fieldsOf(job).fullName, address), where);
      },
    },
    { what: 'an item of the queue, which says nothing of how its build went', is: (item) => 'inQueueSince' in item },
    {
      what: 'the description of a job, which does not say when its builds were',
      is: (item) => 'builds' in item || 'nextBuildNumber' in item,
    },
    { what: 'a list of jobs, which does not say when their builds were', is: (item) => Array.isArray(item.jobs) },
  ],
};

export function buildsIn(item: Fields): Fields[] {
  return itemsOf(item.allBuilds ?? item.builds);
}

/** A build of a list names its job by the address of the job, or of the request. */
function addJob(assembly: JenkinsAssembly, item: Fields, { where, address }: Place): void {
  for (const build of buildsIn(item)) {
    assembly.addBuild(parseBuild(build, textOf(item.url) ?? address), where);
  }
}

function isBlue(item: Fields): boolean {
  return (textOf(item._class) ?? '').startsWith('io.jenkins.blueocean.') || listOf(item.causes).some(isBlueCause);
}

function isBlueCause(cause: unknown): boolean {
  return String(fieldsOf(cause)._class).includes('blueocean');
}
