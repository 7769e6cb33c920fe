import type { Source } from '../source';
import { fetchServer } from './fetchServer';
import { readFiles } from './readFiles';
import { recogniseGithub } from './recognise';

export const github: Source = {
  info: {
    kind: 'github',
    name: 'GitHub Actions',
    gives: { stages: 'yes', environments: 'yes', changes: 'partly', upstream: 'partly', people: 'yes' },
    notes: [
      'Runs have no finish time of their own: it is that of the last job, so the jobs of every new run are asked for.',
      'Jobs are the stages; which job needs which is only in the workflow file.',
      'Changes are known of deployments, as the commits since the one before at the same environment.',
      'What a deployment came from is known where its statuses link to the workflow run.',
      'A run older than three days that is run again is noticed only if it had not finished.',
    ],
    auth: 'A personal access token that may read Actions, Deployments and Contents.',
    live: true,
    project: 'owner/repository',
    exampleUrl: 'https://github.com',
    files:
      'Saved replies: workflow runs, attempts, jobs, deployments and their statuses, comparisons, commits, workflows, ' +
      'and events about runs, jobs and deployments, in any order.',
  },
  fetch: fetchServer,
  read: readFiles,
  recognise: recogniseGithub,
};
