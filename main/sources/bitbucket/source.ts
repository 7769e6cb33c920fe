import { readSavedReplies } from '../common/files/readSavedReplies';
import { recogniseReplies } from '../common/files/recogniseReplies';
import type { Source } from '../source';
import { fetchServer } from './fetchServer';
import { savedReplies } from './savedReplies';

export const bitbucket: Source = {
  info: {
    kind: 'bitbucket',
    name: 'Bitbucket Pipelines',
    gives: { stages: 'yes', environments: 'yes', changes: 'no', upstream: 'partly', people: 'yes' },
    notes: [
      'Steps are the stages; the pipelines of a repository are one, and each that people start by name is another.',
      'A deployment names the pipeline it came from; pipelines do not name one another.',
      'Of a step that was run again only the last attempt is shown by the server.',
      'Deployments that nobody started yet are left out; those of lists that do not say how they ended are known by their steps, else unknown.',
      'Only the commit a pipeline ran with is known; which commits came in with it is in the repository.',
    ],
    auth: 'An access token of the repository or workspace that may read pipelines, or email:API-token.',
    live: true,
    project: 'workspace/repository',
    exampleUrl: 'https://bitbucket.org',
    files: 'Saved replies: pipelines, steps and deployments, lists or single ones, in any order.',
  },
  fetch: fetchServer,
  read: (request, context) => readSavedReplies(savedReplies, request, context),
  recognise: recogniseReplies('bitbucket', [
    {
      pattern: /"type"\s*:\s*"deployment_(state_|release|environment)/,
      what: 'Bitbucket deployments',
      confidence: 0.97,
    },
    { pattern: /"type"\s*:\s*"pipeline_step"/, what: 'Bitbucket pipeline steps', confidence: 0.95 },
    { pattern: /"type"\s*:\s*"deployment"[\s\S]*"(uuid|release)"/, what: 'Bitbucket deployments', confidence: 0.93 },
    { pattern: /"type"\s*:\s*"pipeline(_state_\w+|_ref_target)?"/, what: 'Bitbucket pipelines', confidence: 0.9 },
    {
      pattern: /"https:\/\/(api\.)?bitbucket\.org\/[^"]*\/(pipelines|deployments)/,
      what: 'a reply of Bitbucket',
      confidence: 0.85,
    },
  ]),
};
