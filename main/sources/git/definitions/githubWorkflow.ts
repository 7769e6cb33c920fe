import { isFields } from '../../../domain/history/parseFields';
import type { Fields } from '../../../domain/history/parseFields';
import { ShapeError, inOrderOfNeeds, stageOf } from './pipelineShape';
import type { PipelineShape } from './pipelineShape';
import { entriesOf, textOf, textOrNamed, textsOf, yamlFields } from './yamlFields';

/** A workflow of GitHub Actions; without a name it is called by its path, as GitHub does. */
export function githubWorkflow(text: string, path: string): PipelineShape[] {
  const fields = yamlFields(text);
  const jobs = entriesOf(fields['jobs']);
  if (jobs.size === 0) throw new ShapeError('no jobs in the workflow');
  const events = fields['on'];
  const manual = eventNames(events).join() === 'workflow_dispatch';
  const ordered = inOrderOfNeeds(jobs, (job) => textsOf(job['needs']));
  const stages = ordered.map(([key, job], index) =>
    stageOf(nameOf(job['name']) ?? key, {
      approval: manual && index === 0 ? 'manual' : null,
      environment: textOrNamed(job['environment'], 'name'),
      image: textOrNamed(job['container'], 'image'),
      agent: agentOf(job['runs-on']),
      jobs: [key],
    }),
  );
  const after: Fields = isFields(events) && isFields(events['workflow_run']) ? events['workflow_run'] : {};
  return [{ pipeline: nameOf(fields['name']) ?? path, stages, upstream: textsOf(after['workflows']) }];
}

/** A name that holds an expression (`test on ${{ matrix.os }}`) is known only once it runs. */
function nameOf(value: unknown): string | null {
  const text = textOf(value);
  return text?.includes('${{') ? null : text;
}

function eventNames(events: unknown): string[] {
  return isFields(events) ? Object.keys(events) : textsOf(events);
}

function agentOf(value: unknown): string | null {
  if (isFields(value)) return [...textsOf(value['group']), ...textsOf(value['labels'])].join(', ') || null;
  return textsOf(value).join(', ') || null;
}
