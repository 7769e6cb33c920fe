import { isFields } from '../../../domain/history/parseFields';
import type { Fields } from '../../../domain/history/parseFields';
import type { StageDefinition } from '../../../domain/history/records';
import { ShapeError, stageOf } from './pipelineShape';
import type { PipelineShape } from './pipelineShape';
import { entriesOf, listOf, textOf, textOrNamed, textsOf, yamlFields } from './yamlFields';

/** `.travis.yml`: the stages of its jobs, else one stage `test`, as Travis calls it. */
export function travis(text: string, path: string): PipelineShape[] {
  const fields = yamlFields(text);
  const jobs = isFields(fields['jobs']) ? fields['jobs'] : isFields(fields['matrix']) ? fields['matrix'] : {};
  const included = listOf(jobs['include']).filter(isFields);
  const order = listOf(fields['stages']).flatMap((stage) => textOrNamed(stage, 'name') ?? []);
  const used = included.flatMap((job) => textOf(job['stage']) ?? []);
  const names = [...new Set([...order, ...used])];
  const agent = textsOf(fields['dist'] ?? fields['os']).join(', ') || null;
  const stages = (names.length > 0 ? names : ['test']).map((name) =>
    stageOf(name, {
      agent,
      jobs: included.filter((job) => job['stage'] === name).flatMap((job) => textOf(job['name']) ?? []),
    }),
  );
  if (fields['deploy'] !== undefined) stages.push(stageOf('deploy', { agent }));
  return [{ pipeline: path, stages, upstream: [] }];
}

/** `bitbucket-pipelines.yml`: each of default, branches, tags, custom and so on is a pipeline of its own. */
export function bitbucketPipelines(text: string): PipelineShape[] {
  const fields = yamlFields(text);
  const image = textOrNamed(fields['image'], 'name');
  const pipelines = isFields(fields['pipelines']) ? fields['pipelines'] : {};
  const shapes = Object.entries(pipelines).flatMap(([kind, value]) =>
    Array.isArray(value)
      ? [{ pipeline: kind, stages: bitbucketStages(value, image), upstream: [] }]
      : Object.entries(isFields(value) ? value : {}).map(([name, steps]) => ({
          pipeline: `${kind}/${name}`,
          stages: bitbucketStages(listOf(steps), image),
          upstream: [],
        })),
  );
  if (shapes.length === 0) throw new ShapeError('no pipelines in the file');
  return shapes;
}

function bitbucketStages(entries: readonly unknown[], image: string | null): StageDefinition[] {
  return entries.filter(isFields).flatMap((entry): StageDefinition[] => {
    const step = entry['step'];
    if (isFields(step)) return [bitbucketStage(textOf(step['name']) ?? 'step', step, image, [])];
    const parallel = isFields(entry['parallel']) ? entry['parallel']['steps'] : entry['parallel'];
    if (parallel !== undefined) return bitbucketStages(listOf(parallel), image);
    const stage = entry['stage'];
    if (!isFields(stage)) return [];
    const jobs = bitbucketStages(listOf(stage['steps']), image).map(({ name }) => name);
    return [bitbucketStage(textOf(stage['name']) ?? 'stage', stage, image, jobs)];
  });
}

function bitbucketStage(name: string, fields: Fields, image: string | null, jobs: string[]): StageDefinition {
  return stageOf(name, {
    approval: fields['trigger'] === 'manual' ? 'manual' : null,
    environment: textOf(fields['deployment']),
    image: textOrNamed(fields['image'], 'name') ?? image,
    agent: textsOf(fields['runs-on']).join(', ') || null,
    jobs,
  });
}

/** A pipeline file of Buildkite, called by its file name; a block step is a stage that waits for a person. */
export function buildkite(text: string, path: string): PipelineShape[] {
  const fields = /^\s*-/.test(text.replace(/^(?:\s*(?:#.*)?\n)*(?:---\n)?/, ''))
    ? yamlFields(`steps:\n${text}`)
    : yamlFields(text);
  const stages = listOf(fields['steps']).flatMap(buildkiteStage);
  if (stages.length === 0) throw new ShapeError('no steps in the file');
  return [{ pipeline: path.replace(/^.*\//, '').replace(/\.ya?ml$/, ''), stages, upstream: [] }];
}

function buildkiteStage(step: unknown): StageDefinition[] {
  if (!isFields(step) || 'wait' in step) return [];
  const gate = textOf(step['block']) ?? textOf(step['manual']);
  if (gate !== null) return [stageOf(gate, { approval: 'manual' })];
  const jobs = listOf(step['steps']).flatMap((inner) => buildkiteStage(inner).map(({ name }) => name));
  const command = textsOf(step['command'] ?? step['commands'])[0]?.split('\n')[0];
  const name =
    textOf(step['label']) ?? textOf(step['name']) ?? textOf(step['group']) ?? textOf(step['trigger']) ?? command;
  if (!name) return [];
  const agents = entriesOf({ agents: step['agents'] }).get('agents') ?? {};
  const agent = Object.entries(agents)
    .map(([key, value]) => `${key}=${textOf(value) ?? ''}`)
    .join(', ');
  return [stageOf(name, { agent: agent || null, jobs })];
}
