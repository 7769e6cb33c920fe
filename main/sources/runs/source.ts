import path from 'node:path';
import type { FileSample, Recognition, Source } from '../source';
import { formatOf } from './detectFormat';
import { FailureError } from '../../failure';
import { readRuns } from './readRuns';
import { sampleOf } from './readSample';

/** The neutral history format, for every server that has no source of its own, and a few exports close to it. */
export const runs: Source = {
  info: {
    kind: 'runs',
    name: 'Neutral history format',
    gives: { stages: 'yes', environments: 'yes', changes: 'yes', upstream: 'yes', people: 'yes' },
    notes: [
      'A file gives what its records hold; what a record leaves out stays unknown.',
      'Without a coverage in the first line, the history is taken to reach from the first to the last moment of the runs.',
      'A list of feature toggles (CSV with at least the columns name and from) is history, too: one stretch a row, an empty end means that the toggle is still there.',
      'Deployments recorded in git (one commit sets one image in one environment) are requests: success is not in them, so each that changes the image counts as passed with the word "recorded", each that does not as skipped.',
    ],
    auth: null,
    live: false,
    project: null,
    exampleUrl: null,
    files:
      'Files in the neutral history format (JSON lines, a JSON array, or CSV), git histories of deployment files and of commits as JSON lines, build exports as CSV, XL Deploy reports; lists of feature toggles as CSV (name, from, to, owner).',
  },
  read: readRuns,
  recognise,
};

function recognise(sample: FileSample): Recognition | null {
  if (sample.isFolder) return null;
  const head = sampleOf(sample.path, sample.head, Buffer.byteLength(sample.head) >= sample.size);
  try {
    const format = formatOf(head);
    return { kind: 'runs', what: `${path.basename(sample.path)}: ${format.name}`, confidence: 0.9 };
  } catch (error) {
    if (error instanceof FailureError) return null;
    throw error;
  }
}
