import { uniteCoverage } from '../domain/history/coverage';
import type { Instant } from '../domain/history/records';
import type { Retro } from '../domain/retro/retro';
import type { LibraryEntry } from '../ipc/messages/library';
import type { HistoryStore } from './historyStore';

/** What the library shows of a retro: from its document and its manifest alone. */
export function summariseRetro(retro: Retro, history: HistoryStore, savedAt: Instant | null): LibraryEntry {
  const { run, commit } = history.counts();
  const covered = history.coverage().filter(({ from, to }) => from !== null && to !== null);
  const { from, to, gaps } = uniteCoverage(covered);
  return {
    name: retro.name,
    title: retro.title,
    illustrative: retro.illustrative,
    changedAt: Math.max(savedAt ?? retro.createdAt, history.lookedAt() ?? 0),
    runs: run,
    commits: commit,
    coverage: { from, to, gaps },
    milestones: retro.milestones.filter(({ status }) => status === 'accepted').length,
  };
}
