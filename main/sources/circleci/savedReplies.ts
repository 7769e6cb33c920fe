import { itemsOf, textOf, Unusable, fieldsOf, type Fields } from '../common/fields';
import type { Place, SavedReplies } from '../common/files/savedReplies';
import { createAssembly, type CircleAssembly } from './assembly';
import { parseJob, parsePipeline, parseWorkflow } from './replies';
import { readUsageExport } from './usageExport';

const uuid = '[0-9a-f]{8}(?:-[0-9a-z]{4}){3}-[0-9a-f]{12}';

/** Replies of version 2 of the API: lists with their `next_page_token`, bare ones, and single items. */
export const savedReplies: SavedReplies<CircleAssembly> = {
  server: 'CircleCI',
  help: 'the reply of /api/v2/pipeline/ID/workflow would help',
  files: /\.(json|csv)$/i,
  lists: ['items'],
  begin: createAssembly,
  readText: readUsageExport,
  kinds: [
    {
      what: 'workflows',
      is: (item) => 'id' in item && 'status' in item && ('pipeline_id' in item || 'pipeline_number' in item),
      add: addWorkflow,
    },
    {
      what: 'jobs',
      is: (item) => 'status' in item && ('job_number' in item || 'dependencies' in item || 'latest_workflow' in item),
      add: (assembly, item, place) => assembly.addJob(parseJob(item), workflowOf(item, place), place.where),
    },
    {
      what: 'pipelines',
      is: (item) => 'id' in item && 'state' in item && ('project_slug' in item || 'trigger' in item),
      add: (assembly, item, place) => {
        const pipeline = parsePipeline(item);
        assembly.addPipeline(pipeline, place.where);
        for (const each of itemsOf(item.workflows)) addWorkflow(assembly, { pipeline_id: pipeline.id, ...each }, place);
      },
    },
    { what: 'the description of a project', is: (item) => 'vcs_info' in item || 'organization_slug' in item },
    { what: 'a summary of workflows, which names no runs', is: (item) => 'metrics' in item },
  ],
};

/** A workflow, with its jobs where somebody put them together. */
function addWorkflow(assembly: CircleAssembly, item: Fields, { where }: Place): void {
  const workflow = parseWorkflow(item);
  assembly.addWorkflow(workflow, where);
  for (const job of itemsOf(item.jobs)) assembly.addJob(parseJob(job), workflow.id, where);
}

/** Jobs of a list do not name their workflow: it is in the address they answer, or in the name of the file. */
function workflowOf(item: Fields, { address, where }: Place): string {
  const own = textOf(fieldsOf(item.latest_workflow).id);
  const asked = new RegExp(`/workflow/([^/?]+)/job`).exec(address ?? '')?.[1];
  const named = new RegExp(uuid, 'i').exec(where.split(/[\\/]/).at(-1) ?? '')?.[0];
  const id = own ?? asked ?? named;
  if (id !== undefined) return id;
  throw new Unusable(
    textOf(item.id),
    'a list of jobs does not say of which workflow it is: put the id of the workflow in the name of the file',
  );
}
