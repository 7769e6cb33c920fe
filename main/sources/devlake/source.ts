import type { Source } from '../source';
import { databaseAddress } from './address';
import { fetchDatabase } from './fetchDatabase';
import { readDumps } from './readDumps';
import { recogniseDump } from './recognise';

export const devlake: Source = {
  info: {
    kind: 'devlake',
    name: 'Apache DevLake',
    gives: { stages: 'yes', environments: 'yes', changes: 'partly', upstream: 'no', people: 'partly' },
    notes: [
      'Reads the domain tables of the database; nothing is ever written to it.',
      'A run is a pipeline of DevLake, its tasks are the stages. What DevLake made into deployments of their own are runs too.',
      'Batch sizes and lead times need the parents of commits: the tables commit_parents and repo_commits, or a git checkout of the same repository.',
      'Who or what started a run is not in these tables, and of earlier attempts only what DevLake kept as tasks.',
      'History reaches to what DevLake collected last, not to now.',
    ],
    auth: 'user:password of an account that may read the database.',
    live: true,
    project: 'a project or scope of DevLake',
    isProjectOptional: true,
    exampleUrl: 'mysql://devlake.example.com/lake',
    files:
      'Tables saved as CSV (with a heading) or JSON (an array of rows), each in a file named after its table: cicd_pipelines, ' +
      'cicd_tasks, cicd_deployments, cicd_deployment_commits, cicd_pipeline_commits, commits.',
  },
  origin: (url) => databaseAddress(url).shown,
  fetch: fetchDatabase,
  read: readDumps,
  recognise: recogniseDump,
};
