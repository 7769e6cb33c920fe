import { readSavedReplies } from '../common/files/readSavedReplies';
import { recogniseReplies } from '../common/files/recogniseReplies';
import type { Source } from '../source';
import { fetchServer } from './fetchServer';
import { savedReplies } from './savedReplies';

export const teamcity: Source = {
  info: {
    kind: 'teamcity',
    name: 'TeamCity',
    gives: { stages: 'no', environments: 'no', changes: 'yes', upstream: 'yes', people: 'yes' },
    notes: [
      'A pipeline is a build configuration, named by its id; a build is one attempt of it and has no stages.',
      'Upstream are the builds of the snapshot and artifact dependencies, which are the build chain.',
      'Which configurations deploy, and where, is yours to say.',
      'The short list of builds that the server gives by default has no moments: ask for them with fields, as the live import does.',
      'A build that could not start because one before it failed counts as failed.',
    ],
    auth: 'An access token, or user:password; without one as a guest, where the server allows it.',
    live: true,
    project: 'project id',
    isProjectOptional: true,
    exampleUrl: 'https://teamcity.example.com',
    files: 'Saved replies: builds (lists with moments, or single ones) and changes, as JSON or XML, in any order.',
  },
  fetch: fetchServer,
  read: (request, context) => readSavedReplies(savedReplies, request, context),
  recognise: recogniseReplies('teamcity', [
    { pattern: /<builds?\b[^>]*(\bbuildTypeId="|\/app\/rest\/)/, what: 'TeamCity builds (XML)', confidence: 0.95 },
    { pattern: /<changes?\b[^>]*\/app\/rest\//, what: 'TeamCity changes (XML)', confidence: 0.95 },
    { pattern: /<\w+[^>]*href="\/app\/rest\//, what: 'a reply of TeamCity (XML)', confidence: 0.8 },
    { pattern: /<property name="BuildDuration/, what: 'statistics of a TeamCity build (XML)', confidence: 0.8 },
    { pattern: /"buildTypeId"\s*:/, what: 'TeamCity builds', confidence: 0.95 },
    { pattern: /"\/(guestAuth\/|httpAuth\/)?app\/rest\//, what: 'a reply of TeamCity', confidence: 0.9 },
  ]),
};
