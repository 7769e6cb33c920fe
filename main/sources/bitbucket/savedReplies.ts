import { fieldsOf, type Fields } from '../common/fields';
import type { SavedReplies } from '../common/files/savedReplies';
import { snakeCased } from '../common/snakeCase';
import { createAssembly, type BitbucketAssembly } from './assembly';
import { parseDeployment, parsePipeline, parseStep, repositoryIn } from './replies';

/** Pipelines, steps and deployments. Some clients write field names in the way of their own language. */
export const savedReplies: SavedReplies<BitbucketAssembly> = {
  server: 'Bitbucket',
  help: 'the reply of /2.0/repositories/WORKSPACE/NAME/pipelines/ would help',
  files: /\.json$/i,
  lists: ['values'],
  begin: createAssembly,
  kinds: [
    {
      what: 'deployments',
      is: (item) => item.type === 'deployment' || ('environment' in item && 'release' in item && 'state' in item),
      add: (assembly, item, { where, address }) =>
        assembly.addDeployment(parseDeployment(named(item), repositoryIn(address)), where),
    },
    {
      what: 'steps',
      is: (item) => item.type === 'pipeline_step' || ('pipeline' in item && 'state' in item && 'trigger' in item),
      add: (assembly, item, { where, address }) => assembly.addStep(parseStep(named(item), pipelineIn(address)), where),
    },
    {
      what: 'pipelines',
      is: (item) => 'state' in item && (item.type === 'pipeline' || 'target' in item),
      add: (assembly, item, { where, address }) =>
        assembly.add(parsePipeline(named(item), repositoryIn(address)), where),
    },
    {
      what: 'the list of environments',
      is: (item) => item.type === 'deployment_environment' || 'environment_type' in item,
      help: 'the reply of /2.0/repositories/WORKSPACE/NAME/deployments/ would help',
    },
    { what: 'the description of a repository', is: (item) => 'full_name' in item && 'scm' in item },
  ],
};

function named(item: Fields): Fields {
  return fieldsOf(snakeCased(item));
}

/** Steps cut to few fields are known by the address they were asked for at. */
function pipelineIn(address: string | null): string | null {
  const uuid = /\/pipelines\/([^/]+)\/steps/.exec(address ?? '')?.[1];
  return uuid === undefined ? null : decodeURIComponent(uuid);
}
