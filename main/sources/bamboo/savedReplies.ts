import { fieldAt, isFields, type Fields } from '../common/fields';
import type { SavedReplies } from '../common/files/savedReplies';
import { createAssembly, type BambooAssembly } from './assembly';
import { isJobResult, parseJobResult, resultKey } from './replies';

/** Results of plans, jobs and deployments, and what names them. */
export const savedReplies: SavedReplies<BambooAssembly> = {
  server: 'Bamboo',
  help: 'the reply of /rest/api/latest/result/PLAN.json?expand=results.result would help',
  files: /\.json$/i,
  lists: ['results', 'searchResults'],
  unwrap: (json) => {
    const results = fieldAt(json, 'results.result');
    return isFields(json.results) && Array.isArray(results) ? (results as unknown) : undefined;
  },
  begin: createAssembly,
  kinds: [
    {
      what: 'deployment results',
      is: (item) => 'deploymentState' in item && 'lifeCycleState' in item,
      add: (assembly, item, place) => assembly.addDeployment(item, place),
    },
    {
      what: 'job results',
      is: (item) => isResult(item) && isJobResult(item),
      add: (assembly, item, { where }) => assembly.addJob(parseJobResult(item), where),
    },
    { what: 'results', is: isResult, add: (assembly, item, { where }) => assembly.addBuild(item, where) },
    {
      what: 'a version',
      is: (item) => isFields(item.deploymentVersion) && 'planResultKey' in item,
      add: (assembly, item, { where }) => assembly.addVersion(item, where),
    },
    {
      what: 'a deployment project',
      is: (item) => Array.isArray(item.environments) && 'planKey' in item,
      add: (assembly, item, { where }) => assembly.addProject(item, where),
    },
    { what: 'a list of jobs', is: (item) => 'searchEntity' in item },
    { what: 'a list of plans', is: (item) => 'plans' in item || ('shortKey' in item && 'planKey' in item) },
  ],
};

function isResult(item: Fields): boolean {
  return resultKey(item) !== null && ('buildState' in item || 'state' in item || 'lifeCycleState' in item);
}
