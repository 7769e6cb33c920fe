import { readSavedReplies } from '../common/files/readSavedReplies';
import { recogniseReplies } from '../common/files/recogniseReplies';
import type { Source } from '../source';
import { fetchServer } from './fetchServer';
import { savedReplies } from './savedReplies';

export const bamboo: Source = {
  info: {
    kind: 'bamboo',
    name: 'Bamboo',
    gives: { stages: 'yes', environments: 'yes', changes: 'yes', upstream: 'yes', people: 'yes' },
    notes: [
      'A pipeline is a plan, named by its key; its branches are the same pipeline on another branch.',
      'Stages last from their first job to their last: they have no moments of their own.',
      'A deployment names the build its version is of; its environment has a name only if the deployment project is read too.',
      'A build that is restarted replaces its earlier attempt on the server.',
      'Who or what made a build run is read from a sentence of the server, so in other languages it stays unknown.',
    ],
    auth: 'A personal access token, or user:password.',
    live: true,
    project: 'project key',
    isProjectOptional: true,
    exampleUrl: 'https://bamboo.example.com',
    files:
      'Saved replies: results of plans and jobs, deployment results, deployment projects and versions, in any order.',
  },
  fetch: fetchServer,
  read: (request, context) => readSavedReplies(savedReplies, request, context),
  recognise: recogniseReplies('bamboo', [
    { pattern: /"deploymentState"\s*:/, what: 'Bamboo deployment results', confidence: 0.95 },
    { pattern: /"(buildResultKey|planResultKey)"\s*:/, what: 'Bamboo results', confidence: 0.95 },
    { pattern: /"deploymentProjectId"\s*:/, what: 'Bamboo deployment projects', confidence: 0.95 },
    { pattern: /"searchEntity"\s*:[\s\S]*"planName"/, what: 'a list of jobs of Bamboo', confidence: 0.8 },
  ]),
};
