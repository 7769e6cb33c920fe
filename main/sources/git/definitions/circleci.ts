import { isFields } from '../../../domain/history/parseFields';
import type { Fields } from '../../../domain/history/parseFields';
import { ShapeError, inOrderOfNeeds, stageOf } from './pipelineShape';
import type { PipelineShape } from './pipelineShape';
import { entriesOf, listOf, textOf, textOrNamed, textsOf, yamlFields } from './yamlFields';

/** `.circleci/config.yml`: each workflow is a pipeline; before workflows there was the one job `build`. */
export function circleci(text: string): PipelineShape[] {
  const fields = yamlFields(text);
  const jobs = entriesOf(fields['jobs']);
  const executors = entriesOf(fields['executors']);
  const workflows = [...entriesOf(fields['workflows'])].filter(([, workflow]) => workflow['jobs'] !== undefined);
  if (workflows.length > 0) return workflows.map(([name, workflow]) => workflowShape(name, workflow, jobs, executors));
  if (jobs.size === 0) throw new ShapeError('neither workflows nor jobs in the file');
  const stages = [...jobs].map(([name, job]) => stageOf(name, { ...runsOn(job, executors), jobs: [name] }));
  return [{ pipeline: 'build', stages, upstream: [] }];
}

function workflowShape(
  pipeline: string,
  workflow: Fields,
  jobs: Map<string, Fields>,
  executors: Map<string, Fields>,
): PipelineShape {
  const steps = new Map<string, { job: string; settings: Fields }>();
  for (const entry of listOf(workflow['jobs'])) {
    const [job, settings] = isFields(entry) ? (Object.entries(entry)[0] ?? ['', {}]) : [textOf(entry) ?? '', {}];
    const given = isFields(settings) ? settings : {};
    if (job !== '') steps.set(textOf(given['name']) ?? job, { job, settings: given });
  }
  const stages = inOrderOfNeeds(steps, ({ settings }) => textsOf(settings['requires'])).map(
    ([name, { job, settings }]) =>
      stageOf(name, {
        ...runsOn(jobs.get(job) ?? {}, executors),
        approval: settings['type'] === 'approval' ? 'manual' : null,
        jobs: [job],
      }),
  );
  return { pipeline, stages, upstream: [] };
}

function runsOn(job: Fields, executors: Map<string, Fields>): { image: string | null; agent: string | null } {
  const executor = executors.get(textOrNamed(job['executor'], 'name') ?? '');
  const place = { ...executor, ...job };
  return {
    image: textOrNamed(listOf(place['docker'])[0], 'image') ?? textOrNamed(place['machine'], 'image'),
    agent: textOf(place['resource_class']),
  };
}
