import { expect, test } from 'vitest';
import type { ImportOutcome } from '../../main/ipc/messages/importing';
import { countdownText, newsText } from './importWords';

test.each([
  [0, '0:00'],
  [-5_000, '0:00'],
  [1, '0:01'],
  [59_000, '0:59'],
  [60_000, '1:00'],
  [600_000, '10:00'],
  [3_600_000, '1:00:00'],
  [4_329_500, '1:12:10'],
])('%i ms are left as %s', (ms, text) => {
  expect(countdownText(1_000_000 + ms, 1_000_000)).toBe(text);
});

const outcome = (runs: number, commits: number, toggles = 0, changed = 0, versions = 0): ImportOutcome => ({
  retro: 'saas',
  source: 'gocd',
  runs: { added: runs, updated: 0, unchanged: 3, rejected: 0 },
  commits: { added: commits },
  deployments: { added: 0 },
  toggles: { added: toggles, updated: changed },
  definitions: { added: versions, updated: 0 },
  rejected: [],
  coverage: { from: null, to: null, gaps: [] },
  requests: 1,
  pages: 1,
  failures: [],
  twice: [],
});

test.each([
  [outcome(0, 0), 'Nothing new: everything was here already.'],
  [outcome(1, 0), '1 new run, 0 new commits.'],
  [outcome(2_000, 5), '2,000 new runs, 5 new commits.'],
  [outcome(0, 0, 2, 1), '2 new feature toggles, 1 feature toggle updated.'],
  [outcome(0, 7, 0, 0, 1), '7 new commits, 1 new version of pipeline definitions.'],
])('what an import brought: %#', (report, text) => {
  expect(newsText(report)).toBe(text);
});
