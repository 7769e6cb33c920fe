import { isFields } from '../../../domain/history/parseFields';
import type { Fields } from '../../../domain/history/parseFields';
import { ShapeError, stageOf } from './pipelineShape';
import type { PipelineShape } from './pipelineShape';
import { entriesOf, textOrNamed, textsOf, yamlFields } from './yamlFields';

const reserved = new Set([
  'default',
  'include',
  'variables',
  'workflow',
  'stages',
  'image',
  'services',
  'cache',
  'spec',
  'pages:deploy',
]);
const stagesByDefault = ['.pre', 'build', 'test', 'deploy', '.post'];

/** `.gitlab-ci.yml`: stages in their order, each with its jobs. Included files are not followed. */
export function gitlabCi(text: string, path: string): PipelineShape[] {
  const fields = yamlFields(text);
  const declared = textsOf(fields['stages'] ?? fields['types']);
  const order = declared.length > 0 ? ['.pre', ...declared, '.post'] : stagesByDefault;
  const entries = entriesOf(fields);
  const jobs = [...entries].filter(([name]) => !reserved.has(name) && !name.startsWith('.'));
  if (jobs.length === 0 && fields['include'] === undefined) throw new ShapeError('no jobs in the file');
  const image = fields['image'] ?? (isFields(fields['default']) ? fields['default']['image'] : null);
  const byStage = new Map<string, { name: string; job: Fields }[]>();
  for (const [name, own] of jobs) {
    const job = withTemplates(own, entries, new Set());
    const stage = textsOf(job['stage'])[0] ?? 'test';
    byStage.set(stage, [...(byStage.get(stage) ?? []), { name, job }]);
  }
  const names = [
    ...order.filter((name) => byStage.has(name)),
    ...[...byStage.keys()].filter((name) => !order.includes(name)),
  ];
  const stages = names.map((name) => gitlabStage(name, byStage.get(name) ?? [], image));
  return [{ pipeline: path, stages, upstream: [] }];
}

function gitlabStage(name: string, jobs: readonly { name: string; job: Fields }[], image: unknown) {
  const first = (read: (job: Fields) => string | null) =>
    jobs.map(({ job }) => read(job)).find((text) => text !== null) ?? null;
  return stageOf(name, {
    approval: jobs.every(({ job }) => job['when'] === 'manual') ? 'manual' : null,
    environment: first((job) => textOrNamed(job['environment'], 'name')),
    image: first((job) => textOrNamed(job['image'] ?? image, 'name')),
    agent: first((job) => textsOf(job['tags']).join(', ') || null),
    jobs: jobs.map((job) => job.name),
  });
}

/** `extends` takes over what the job does not say itself. Each template is looked at once, so that cycles end. */
function withTemplates(job: Fields, entries: ReadonlyMap<string, Fields>, seen: Set<string>): Fields {
  let whole: Fields = {};
  for (const name of textsOf(job['extends'])) {
    const template = entries.get(name);
    if (!template || seen.has(name)) continue;
    seen.add(name);
    whole = { ...whole, ...withTemplates(template, entries, seen) };
  }
  return { ...whole, ...job };
}
