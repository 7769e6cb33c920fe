import { readSavedReplies } from '../common/files/readSavedReplies';
import { recogniseReplies } from '../common/files/recogniseReplies';
import type { Source } from '../source';
import { fetchServer } from './fetchServer';
import { savedReplies } from './savedReplies';

export const buildkite: Source = {
  info: {
    kind: 'buildkite',
    name: 'Buildkite',
    gives: { stages: 'yes', environments: 'no', changes: 'no', upstream: 'yes', people: 'yes' },
    notes: [
      'Jobs are the stages; a retried job makes another attempt of its stage.',
      'Which pipelines deploy, and where, is yours to say: Buildkite has no deployments.',
      'Only the commit a build was made with is known; which commits came in with it is in the repository.',
      'Builds are deleted after the retention period of the plan: import now and then, what was imported stays.',
      'A build older than three days whose job is run again is noticed only if it had not finished.',
    ],
    auth: 'An API access token that may read builds and pipelines (read_builds, read_pipelines).',
    live: true,
    project: 'organization',
    exampleUrl: 'https://api.buildkite.com',
    files:
      'Saved replies: builds of the REST API (lists or single ones, with their jobs) and builds of GraphQL, in any order.',
  },
  fetch: fetchServer,
  read: (request, context) => readSavedReplies(savedReplies, request, context),
  recognise: recogniseReplies('buildkite', [
    { pattern: /"rebuilt_from"\s*:|"retried_in_job_id"\s*:/, what: 'Buildkite builds', confidence: 0.95 },
    { pattern: /buildkite\.com\/[^"]+\/builds\/\d/, what: 'Buildkite builds', confidence: 0.95 },
    { pattern: /"https:\/\/(api\.)?buildkite\.com\//, what: 'a reply of Buildkite', confidence: 0.8 },
  ]),
};
