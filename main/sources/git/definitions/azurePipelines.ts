import { isFields } from '../../../domain/history/parseFields';
import type { Fields } from '../../../domain/history/parseFields';
import { ShapeError, inOrderOfNeeds, stageOf } from './pipelineShape';
import type { PipelineShape } from './pipelineShape';
import { listOf, textOf, textOrNamed, textsOf, yamlFields } from './yamlFields';

/** `azure-pipelines.yml`: stages, else jobs, else the steps as one stage. Templates are named, not followed. */
export function azurePipelines(text: string, path: string): PipelineShape[] {
  const fields = yamlFields(text);
  const upstream = listOf(isFields(fields['resources']) ? fields['resources']['pipelines'] : null)
    .filter(isFields)
    .flatMap((resource) => textOf(resource['source']) ?? textOf(resource['pipeline']) ?? []);
  const stages = stagesOf(fields);
  if (stages.length === 0) throw new ShapeError('neither stages, jobs nor steps in the file');
  return [{ pipeline: path, stages, upstream }];
}

function stagesOf(fields: Fields) {
  const listed = listOf(fields['stages']).filter(isFields);
  if (listed.length > 0) return ordered(listed).map(([name, stage]) => azureStage(name, stage, fields));
  const jobs = listOf(fields['jobs']).filter(isFields);
  if (jobs.length > 0) return ordered(jobs).map(([name, job]) => azureStage(name, { jobs: [job] }, fields));
  return listOf(fields['steps']).length > 0 ? [azureStage('build', fields, fields)] : [];
}

function azureStage(name: string, stage: Fields, file: Fields) {
  const jobs = listOf(stage['jobs']).filter(isFields);
  const places = [...jobs, stage, file];
  const first = (read: (place: Fields) => string | null) => places.map(read).find((text) => text !== null) ?? null;
  return stageOf(textOf(stage['displayName']) ?? name, {
    approval: stage['trigger'] === 'manual' ? 'manual' : null,
    environment: first((job) => textOrNamed(job['environment'], 'name')),
    image: first((place) => textOrNamed(place['container'], 'image')),
    agent: first((place) => textOrNamed(place['pool'], 'vmImage') ?? textOrNamed(place['pool'], 'name')),
    jobs: jobs.map(nameOf),
  });
}

function ordered(entries: readonly Fields[]): [string, Fields][] {
  return inOrderOfNeeds(new Map(entries.map((entry) => [nameOf(entry), entry])), (entry) =>
    textsOf(entry['dependsOn']),
  );
}

function nameOf(entry: Fields): string {
  const template = textOf(entry['template']);
  return (
    textOf(entry['stage']) ??
    textOf(entry['job']) ??
    textOf(entry['deployment']) ??
    (template ? `template ${template}` : 'job')
  );
}
