import type { StreamSuggestion } from '../../main/domain/analysis/joining/suggestStreams';

const day = (text: string) => Date.parse(`${text}T09:00:00Z`);

/** Pipelines that look like one: a rename, and a move to another server that split one in two. */
export const sampleStreams: StreamSuggestion[] = [
  {
    stream: {
      name: 'build-saas',
      of: [
        { source: 'gocd', pipeline: 'build' },
        { source: 'gocd', pipeline: 'build-saas' },
      ],
    },
    before: { source: 'gocd', pipeline: 'build', from: day('2011-02-01'), to: day('2012-06-14'), runs: 1_204 },
    after: [{ source: 'gocd', pipeline: 'build-saas', from: day('2012-06-18'), to: day('2014-03-01'), runs: 1_560 }],
    overlap: 0.8,
    shared: ['compile', 'package', 'unit-tests', 'acceptance'],
  },
  {
    stream: {
      name: 'acceptance',
      of: [
        { source: 'gocd', pipeline: 'acceptance' },
        { source: 'github', pipeline: 'browser-tests' },
        { source: 'github', pipeline: 'api-tests' },
      ],
    },
    before: { source: 'gocd', pipeline: 'acceptance', from: day('2011-02-01'), to: day('2013-01-10'), runs: 804 },
    after: [
      { source: 'github', pipeline: 'browser-tests', from: day('2013-01-11'), to: day('2014-03-01'), runs: 500 },
      { source: 'github', pipeline: 'api-tests', from: day('2013-01-12'), to: day('2014-03-01'), runs: 512 },
    ],
    overlap: 0.5,
    shared: ['browser', 'api'],
  },
];
