import { isFields, Unusable } from '../common/fields';
import { readSavedReplies } from '../common/files/readSavedReplies';
import { recogniseReplies } from '../common/files/recogniseReplies';
import { fetchStreams } from '../common/live/fetchStreams';
import type { Stream } from '../common/live/stream';
import type { LiveRequest, Source, SourceContext, SourceEvent } from '../source';
import { createAssembly } from './assembly';
import { createJenkinsClient, type JenkinsClient, type JenkinsJob } from './client';
import { parseBuild, parseDescription, type JenkinsBuild } from './replies';
import { savedReplies } from './savedReplies';
import { buildId } from './transform';

export const jenkins: Source = {
  info: {
    kind: 'jenkins',
    name: 'Jenkins',
    gives: { stages: 'partly', environments: 'no', changes: 'yes', upstream: 'yes', people: 'yes' },
    notes: [
      'Every job is a pipeline, named with its folders; each branch of a multibranch project is a job of its own.',
      'Stages are known of pipeline jobs, where the server has the Pipeline: Stage View plugin; freestyle jobs have none.',
      'When a build was put in the queue is known only with the Metrics plugin.',
      'An unstable build counts as failed; its own word is kept.',
      'Which builds deploy, and where, is yours to say. Builds that Jenkins deleted, and branches that are gone, are gone.',
    ],
    auth: 'USER:TOKEN with an API token of that user.',
    live: true,
    project: null,
    exampleUrl: 'https://jenkins.example.com',
    files:
      'Saved replies: builds of jobs, single builds, the view of their stages (wfapi), their changes, and runs of Blue Ocean, in any order.',
  },
  fetch: fetchServer,
  read: (request, context) => readSavedReplies(savedReplies, request, context),
  recognise: recogniseReplies('jenkins', [
    { pattern: /"_class"\s*:\s*"io\.jenkins\.blueocean\./, what: 'Jenkins runs (Blue Ocean)', confidence: 0.95 },
    { pattern: /\/wfapi\/|"startTimeMillis"\s*:/, what: 'Jenkins stages', confidence: 0.95 },
    { pattern: /"_class"\s*:\s*"(hudson|org\.jenkinsci|jenkins)\./, what: 'Jenkins builds', confidence: 0.95 },
    {
      pattern: /"(lastBuiltRevision|allBuilds|fullDisplayName|estimatedDuration)"\s*:/,
      what: 'Jenkins builds',
      confidence: 0.9,
    },
    { pattern: /"building"\s*:[\s\S]*"changeSets?"\s*:/, what: 'a Jenkins build', confidence: 0.85 },
    { pattern: /"nextBuildNumber"\s*:|"url"\s*:\s*"https?:[^"]*\/job\/[^"]+"/, what: 'Jenkins jobs', confidence: 0.85 },
    { pattern: /"authorJenkinsId"\s*:/, what: 'the changes of a Jenkins build', confidence: 0.9 },
  ]),
};

async function* fetchServer(request: LiveRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const client = createJenkinsClient({
    origin: request.url,
    token: request.token,
    folder: request.projects[0] ?? null,
    signal: context.signal,
    transport: context.transport,
    now: () => context.now(),
    progress: (each) => context.progress(each),
  });
  const { pipelines } = request;
  const asked = (name: string) => pipelines.some((each) => name === each || name.startsWith(`${each}/`));
  const jobs = (await client.jobs()).filter(({ name }) => pipelines.length === 0 || asked(name));
  yield* fetchStreams(
    jobs.map((job) => buildStream(client, job)),
    request,
    context,
  );
}

function buildStream(client: JenkinsClient, job: JenkinsJob): Stream<JenkinsBuild> {
  return {
    key: job.name,
    name: `The builds of ${job.name}`,
    first: () => client.firstPage(job),
    page: (address) => client.page(address),
    parse: (item) => {
      if (!isFields(item)) throw new Unusable(null, 'the build is not an object');
      return { ...parseBuild(item, job.address), job: job.name };
    },
    id: buildId,
    madeAt: ({ startedAt }) => startedAt,
    again: async (id) => {
      const number = id.startsWith(`${job.name}/`) ? Number(id.slice(job.name.length + 1)) : NaN;
      return Number.isSafeInteger(number) ? client.build(job, number) : null;
    },
    complete: async (build, ask) => {
      const assembly = createAssembly();
      assembly.addBuild(build, '');
      const view = build.isPipeline === false ? null : await ask(() => client.description(job, build.number));
      const stages = view ? parseDescription({ ...view, number: build.number }, job.address).stages : [];
      for (const stage of stages) assembly.addStage(build, stage, '');
      return assembly.assemble();
    },
  };
}
