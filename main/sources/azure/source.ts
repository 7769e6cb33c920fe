import { readSavedReplies } from '../common/files/readSavedReplies';
import { recogniseReplies } from '../common/files/recogniseReplies';
import type { Source } from '../source';
import { fetchServer } from './fetchServer';
import { savedReplies } from './savedReplies';

export const azure: Source = {
  info: {
    kind: 'azure',
    name: 'Azure DevOps',
    gives: { stages: 'yes', environments: 'partly', changes: 'yes', upstream: 'partly', people: 'yes' },
    notes: [
      'Builds and runs of YAML pipelines are the same runs; a stage that was run again is another attempt of it.',
      'Deployments of classic releases name their environment; which stages of YAML pipelines deploy is yours to say.',
      'A build that succeeded in part counts as failed; its own word is kept.',
      'A build older than three days that is run again is noticed only if it had not finished.',
      'The cloud has classic releases on another host: import from https://vsrm.dev.azure.com/ORGANIZATION as well.',
    ],
    auth: 'A personal access token with the scopes Build (Read) and Release (Read).',
    live: true,
    project: 'project',
    exampleUrl: 'https://dev.azure.com/organization',
    files:
      'Saved replies: builds, their timelines and changes, runs of pipelines, deployments, and releases with their environments, in any order.',
  },
  fetch: fetchServer,
  read: (request, context) => readSavedReplies(savedReplies, request, context),
  recognise: recogniseReplies('azure', [
    { pattern: /"deploymentStatus"\s*:|"releaseEnvironment"\s*:/, what: 'Azure DevOps deployments', confidence: 0.95 },
    { pattern: /"releaseDefinition"\s*:|"releaseNameFormat"\s*:/, what: 'Azure DevOps releases', confidence: 0.95 },
    {
      pattern: /"buildNumber"\s*:[\s\S]*"(queueTime|sourceVersion|orchestrationPlan)"\s*:/,
      what: 'Azure DevOps builds',
      confidence: 0.95,
    },
    {
      pattern: /"createdDate"\s*:[\s\S]*"pipeline"\s*:|"pipeline"\s*:[\s\S]*"createdDate"\s*:/,
      what: 'Azure DevOps runs',
      confidence: 0.85,
    },
    { pattern: /"previousAttempts"\s*:|"workerName"\s*:/, what: 'an Azure DevOps timeline', confidence: 0.9 },
    { pattern: /https:\/\/(vsrm\.)?dev\.azure\.com\//, what: 'a reply of Azure DevOps', confidence: 0.8 },
  ]),
};
