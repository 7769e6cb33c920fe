import { readSavedReplies } from '../common/files/readSavedReplies';
import { recogniseReplies } from '../common/files/recogniseReplies';
import type { Source } from '../source';
import { fetchServer } from './fetchServer';
import { savedReplies } from './savedReplies';

export const travis: Source = {
  info: {
    kind: 'travis',
    name: 'Travis CI',
    gives: { stages: 'yes', environments: 'no', changes: 'no', upstream: 'no', people: 'partly' },
    notes: [
      'The builds of a repository are one pipeline, named as the repository; replies of API v2 know only its number.',
      'A restarted build or job replaces its earlier attempt on the server, so attempts are not known.',
      'When a build was queued is known from its jobs only.',
      'Which builds deploy, and where, is yours to say: Travis CI has no deployments, and builds do not name one another.',
      'A build older than three days that is restarted is noticed only if it had not finished.',
    ],
    auth: 'An API token.',
    live: true,
    project: 'owner/repository',
    exampleUrl: 'https://api.travis-ci.com',
    files: 'Saved replies: builds, jobs and stages of API v3, and builds of v2, in any order.',
  },
  fetch: fetchServer,
  read: (request, context) => readSavedReplies(savedReplies, request, context),
  recognise: recogniseReplies('travis', [
    { pattern: /"@type"\s*:\s*"(builds?|jobs?|stages?)"/, what: 'Travis CI builds', confidence: 0.95 },
    { pattern: /"event_type"\s*:[\s\S]*"(job_ids|pull_request_title)"\s*:/, what: 'Travis CI builds', confidence: 0.9 },
  ]),
};
