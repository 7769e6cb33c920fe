import { readSavedReplies } from '../common/files/readSavedReplies';
import { recogniseReplies } from '../common/files/recogniseReplies';
import type { Source } from '../source';
import { fetchServer } from './fetchServer';
import { savedReplies } from './savedReplies';

export const circleci: Source = {
  info: {
    kind: 'circleci',
    name: 'CircleCI',
    gives: { stages: 'yes', environments: 'no', changes: 'no', upstream: 'no', people: 'yes' },
    notes: [
      'Every workflow of a pipeline is a run, and its jobs are the stages; an approval job is a gate.',
      'A workflow that was run again is another attempt of the same run.',
      'A workflow older than three days that is run again is noticed only if it had not finished.',
      'Which workflows deploy, and where, is yours to say; only the commit of a pipeline is known, not those that came in with it.',
    ],
    auth: 'A personal API token (project tokens do not work).',
    live: true,
    project: 'gh/owner/repository',
    exampleUrl: 'https://circleci.com',
    files:
      'Saved replies of version 2 of the API: pipelines, the workflows of each, the jobs of each workflow, in any order; and usage exports as CSV.',
  },
  fetch: fetchServer,
  read: (request, context) => readSavedReplies(savedReplies, request, context),
  recognise: recogniseReplies('circleci', [
    { pattern: /^\uFEFF?"?ORGANIZATION_ID"?,.*WORKFLOW_ID/, what: 'a usage export of CircleCI', confidence: 0.98 },
    {
      pattern: /"pipeline_(id|number)"\s*:[\s\S]*"project_slug"|"project_slug"\s*:[\s\S]*"pipeline_(id|number)"\s*:/,
      what: 'CircleCI workflows',
      confidence: 0.93,
    },
    { pattern: /"job_number"\s*:|"latest_workflow"\s*:/, what: 'CircleCI jobs', confidence: 0.9 },
    { pattern: /"project_slug"\s*:/, what: 'CircleCI pipelines', confidence: 0.9 },
    { pattern: /"circleci\.com\/|"https:\/\/circleci\.com\//, what: 'a reply of CircleCI', confidence: 0.8 },
  ]),
};
