import { azurePipelines } from './azurePipelines';
import { circleci } from './circleci';
import { githubWorkflow } from './githubWorkflow';
import { gitlabCi } from './gitlabCi';
import { cruiseConfig } from './cruiseConfig';
import { jenkinsfile } from './jenkinsfile';
import { bitbucketPipelines, buildkite, travis } from './otherFiles';
import type { ShapeParser } from './pipelineShape';

/** Where pipelines are configured, and who understands the file. A new kind is a line here. */
const kinds: readonly { place: string; path: RegExp; parse: ShapeParser }[] = [
  { place: '.github/workflows', path: /^\.github\/workflows\/[^/\n]+\.ya?ml$/, parse: githubWorkflow },
  { place: '.gitlab-ci.yml', path: /^\.gitlab-ci\.yml$/, parse: gitlabCi },
  { place: '.circleci/config.yml', path: /^\.circleci\/config\.yml$/, parse: circleci },
  { place: 'azure-pipelines.y*ml', path: /^azure-pipelines\.ya?ml$/, parse: azurePipelines },
  { place: '.azure-pipelines.y*ml', path: /^\.azure-pipelines\.ya?ml$/, parse: azurePipelines },
  { place: '.azure-pipelines', path: /^\.azure-pipelines\/[^/\n]+\.ya?ml$/, parse: azurePipelines },
  { place: '.travis.yml', path: /^\.travis\.yml$/, parse: travis },
  { place: 'bitbucket-pipelines.yml', path: /^bitbucket-pipelines\.yml$/, parse: bitbucketPipelines },
  { place: '.buildkite', path: /^\.buildkite\/[^/\n]+\.ya?ml$/, parse: buildkite },
  { place: 'Jenkinsfile*', path: /^Jenkinsfile(?:\.[\w-]+)?$/, parse: jenkinsfile },
  { place: 'cruise-config.xml', path: /^cruise-config\.xml$/, parse: cruiseConfig },
];

export const configurationPlaces: readonly string[] = kinds.map(({ place }) => place);

export function parserOf(path: string): ShapeParser | null {
  return kinds.find((kind) => kind.path.test(path))?.parse ?? null;
}
