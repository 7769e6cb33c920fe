import type { Source } from '../source';
import { fetchServer } from './fetchServer';
import { readFiles } from './readFiles';
import { recogniseGocd } from './recognise';

export const gocd: Source = {
  info: {
    kind: 'gocd',
    name: 'GoCD',
    gives: { stages: 'yes', environments: 'partly', changes: 'yes', upstream: 'yes', people: 'yes' },
    notes: [
      'Pipelines of an environment are known only from cruise-config.xml; which stages deploy is yours to say.',
      'The history gives no finish times, so every attempt of every stage is asked for.',
      'A stage run again on an old run is noticed while the run is among the newest hundred of its pipeline.',
    ],
    auth: 'A personal access token (since GoCD 19.2), or user:password.',
    live: true,
    project: null,
    exampleUrl: 'https://gocd.example.com/go',
    files:
      'Saved replies: pipeline history or instances, stage history or instances, job history, value stream maps, ' +
      'modifications of materials, and cruise-config.xml, in any order.',
  },
  fetch: fetchServer,
  read: readFiles,
  recognise: recogniseGocd,
};
