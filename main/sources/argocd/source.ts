import { readSavedReplies } from '../common/files/readSavedReplies';
import { recogniseReplies } from '../common/files/recogniseReplies';
import type { Source } from '../source';
import { fetchServer } from './fetchServer';
import { savedReplies } from './savedReplies';

export const argocd: Source = {
  info: {
    kind: 'argocd',
    name: 'Argo CD',
    gives: { stages: 'no', environments: 'yes', changes: 'no', upstream: 'no', people: 'partly' },
    notes: [
      'Only the history of applications is there: deployments that went well, and of each application the last ten unless it is set to keep more. Import often; what was imported stays.',
      'Deployments that failed are not in the history, so a change fail rate cannot be counted from Argo CD alone.',
      'The environment is the label environment, env or stage of the application, else the cluster and namespace it is deployed to.',
      'Syncing the same revision again is another deployment of it.',
      'What was before the history is in the commits of the GitOps repository: import it with the git source.',
    ],
    auth: 'An API token of an account that may get applications.',
    live: true,
    project: 'project',
    isProjectOptional: true,
    exampleUrl: 'https://argocd.example.com',
    files: 'Saved replies: applications, lists or single ones, in any order.',
  },
  fetch: fetchServer,
  read: (request, context) => readSavedReplies(savedReplies, request, context),
  recognise: recogniseReplies('argocd', [
    {
      pattern: /"argoproj\.io\/|argocd-(server|application-controller)/,
      what: 'Argo CD applications',
      confidence: 0.95,
    },
    {
      pattern: /"deployedAt"\s*:|"repoURL"\s*:[\s\S]*"targetRevision"\s*:/,
      what: 'Argo CD applications',
      confidence: 0.9,
    },
  ]),
};
