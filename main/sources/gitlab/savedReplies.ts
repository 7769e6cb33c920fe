import { fieldsOf, idOf, isFields, itemsOf, type Fields } from '../common/fields';
import type { Place, SavedReplies } from '../common/files/savedReplies';
import { createAssembly, type GitlabAssembly } from './assembly';
import {
  parseCommit,
  parseDeployment,
  parseDeploymentEvent,
  parseJob,
  parseJobOfPipeline,
  parsePipeline,
} from './replies';

const deploymentsHelp = 'the reply of /projects/ID/deployments would help';

/** Replies that a GitLab server gives, and the events it sends by itself. */
export const savedReplies: SavedReplies<GitlabAssembly> = {
  server: 'GitLab',
  help: 'the reply of /projects/ID/pipelines, and of /projects/ID/pipelines/ID/jobs, would help',
  files: /\.json$/i,
  lists: [],
  begin: createAssembly,
  kinds: [
    {
      what: 'an event about a pipeline',
      is: (item) => item.object_kind === 'pipeline' && isFields(item.object_attributes),
      add: addPipelineEvent,
    },
    {
      what: 'an event about a deployment',
      is: (item) => item.object_kind === 'deployment',
      add: (assembly, item, { where }) => assembly.addDeployment(parseDeploymentEvent(item), where),
    },
    { what: 'an event that is not about a pipeline', is: (item) => typeof item.object_kind === 'string' },
    {
      what: 'deployments',
      is: (item) => 'id' in item && isFields(item.environment) && ('deployable' in item || 'sha' in item),
      add: (assembly, item, { where }) => assembly.addDeployment(parseDeployment(item), where),
    },
    {
      what: 'jobs',
      is: (item) => 'stage' in item && 'name' in item && (isFields(item.pipeline) || 'pipeline_id' in item),
      add: (assembly, item, { where }) => assembly.addJobOfPipeline(parseJobOfPipeline(item), where),
    },
    {
      what: 'pipelines',
      is: (item) => 'id' in item && 'sha' in item && 'ref' in item && 'status' in item,
      add: (assembly, item, { where, address }) => assembly.addPipeline(named(item, address), where),
    },
    {
      what: 'commits',
      is: (item) => 'short_id' in item && 'title' in item,
      add: (assembly, item) => assembly.addCommit(parseCommit(item)),
    },
    {
      what: 'an environment with its last deployment',
      is: (item) => 'slug' in item && isFields(item.last_deployment),
      add: (assembly, environment, { where }) =>
        assembly.addDeployment(parseDeployment({ environment, ...fieldsOf(environment.last_deployment) }), where),
    },
    {
      what: 'an environment without a deployment',
      is: (item) => 'slug' in item && 'external_url' in item,
      help: deploymentsHelp,
    },
    { what: 'the description of a project', is: (item) => 'path_with_namespace' in item },
  ],
};

/** A reply that does not say its project may have been asked for under an address that does. */
function named(item: Fields, address: string | null) {
  const pipeline = parsePipeline(item);
  const projectId = pipeline.projectId ?? idOf(/\/projects\/(\d+)\//.exec(address ?? '')?.[1]);
  return { ...pipeline, projectId };
}

/** What a server sends by itself: the pipeline, its commit, and its jobs under a name of their own. */
function addPipelineEvent(assembly: GitlabAssembly, item: Fields, { where }: Place): void {
  const { object_attributes: attributes, user, project, commit } = item;
  const path = fieldsOf(project).path_with_namespace;
  const parsed = parsePipeline({ user, ...fieldsOf(attributes) }, typeof path === 'string' ? path : null);
  assembly.addPipeline(parsed, where);
  if (isFields(commit)) assembly.addCommit(parseCommit(commit, parsed.project));
  for (const job of itemsOf(item.builds ?? item.jobs)) assembly.addJob(parseJob(job, parsed.id), parsed.id);
}
