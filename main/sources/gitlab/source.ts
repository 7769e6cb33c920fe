import { FailureError } from '../../failure';
import { materialOf } from '../common/fields';
import { readSavedReplies } from '../common/files/readSavedReplies';
import { recogniseReplies } from '../common/files/recogniseReplies';
import { fetchStreams } from '../common/live/fetchStreams';
import type { Stream } from '../common/live/stream';
import type { LiveRequest, Source, SourceContext, SourceEvent } from '../source';
import { openProject } from './client';
import { savedReplies } from './savedReplies';
import { commitStream, deploymentStream, pipelineStream } from './streams';

export const gitlab: Source = {
  info: {
    kind: 'gitlab',
    name: 'GitLab CI',
    gives: { stages: 'yes', environments: 'yes', changes: 'partly', upstream: 'partly', people: 'yes' },
    notes: [
      'The pipelines of a project are one pipeline, named as the project; what each waited for is only in its configuration.',
      'A job that was retried makes another attempt of its stage.',
      'What a deployment brought is known from the commits of the repository and their parents.',
      'A child pipeline names its parent; what a pipeline started in another project is known from saved replies about its bridges only.',
      'Pipelines and deployments that people deleted are gone, and their numbers missing.',
    ],
    auth: 'A personal, group or project access token that may read the API (scope read_api).',
    live: true,
    project: 'group/project',
    exampleUrl: 'https://gitlab.com',
    files:
      'Saved replies: pipelines, jobs, bridges, deployments and commits, lists or single ones, and events about pipelines, in any order.',
  },
  fetch: fetchServer,
  read: (request, context) => readSavedReplies(savedReplies, request, context),
  recognise: recogniseReplies('gitlab', [
    { pattern: /"object_kind"\s*:\s*"(pipeline|deployment)"/, what: 'a GitLab event', confidence: 0.95 },
    { pattern: /"downstream_pipeline"\s*:/, what: 'GitLab bridges', confidence: 0.95 },
    { pattern: /"deployable"\s*:/, what: 'GitLab deployments', confidence: 0.95 },
    { pattern: /"allow_failure"\s*:|"stage"\s*:[\s\S]*"pipeline(_id)?"\s*:/, what: 'GitLab jobs', confidence: 0.9 },
    {
      pattern: /"iid"\s*:[\s\S]*"(project_id|before_sha|source)"\s*:|\/-\/pipelines\/\d/,
      what: 'GitLab pipelines',
      confidence: 0.9,
    },
    { pattern: /"short_id"\s*:[\s\S]*"(committed_date|author_name)"\s*:/, what: 'GitLab commits', confidence: 0.85 },
  ]),
};

async function* fetchServer(request: LiveRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const [project] = request.projects;
  if (project === undefined) throw new FailureError('wrong_input', 'Name the project with --project GROUP/PROJECT.');
  const client = await openProject(
    {
      origin: request.url,
      token: request.token,
      signal: context.signal,
      transport: context.transport,
      now: () => context.now(),
      progress: (each) => context.progress(each),
    },
    project,
  );
  const { pipelines } = request;
  const isAsked = pipelines.length === 0 || pipelines.includes(client.project);
  const streams: Stream<unknown>[] = [
    ...(isAsked ? [pipelineStream(client)] : []),
    deploymentStream(client, pipelines),
    commitStream(client),
  ];
  const main = client.defaultBranch === null ? {} : { [materialOf(client.project)]: client.defaultBranch };
  yield* fetchStreams(streams, request, context, main);
}
