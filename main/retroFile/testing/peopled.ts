import { makeWrite } from '../../domain/notes/noteWrite';
import { keepNotes } from '../../domain/notes/retroNotes';
import type { Store } from '../../store/store';
import { sampleCommit, sampleRetro, sampleRun } from '../../store/testing/samples';

/** What must not be left of it, in whatever case. */
export const secrets = [
  'Anna Lindqvist',
  'Lindqvist',
  'anna.lindqvist',
  'anna.lindqvist@mingle.example',
  'Björn Öberg',
  'bjorn@home.example',
  'octocat42',
  'Quentin',
  'priya@mingle.example',
  'Priya Natarajan',
  'zebra crossing at midnight',
  'hunter2',
  'https://ci.example',
  'mentor@else.example',
  'Freya Drewalone',
  'Drewalone',
  'Tove Toggleholder',
];

/** A retro whose every corner names somebody. */
export async function peopled(store: Store): Promise<Store> {
  const retro = sampleRetro('pasty', 'What Anna Lindqvist and octocat42 built');
  const texts = {
    title: 'Anna’s idea',
    text: 'ask mentor@else.example or Lindqvist',
    gained: 'BJÖRN ÖBERG slept',
    cost: '',
  };
  const milestone = {
    id: 'm1',
    at: 5_000,
    until: null,
    kind: 'note' as const,
    ...texts,
    tags: ['anna'],
    author: 'Quentin',
    status: 'accepted' as const,
  };
  const anchors = [
    { to: 'run' as const, run: 'octocat42/1' },
    { to: 'stage' as const, pipeline: 'p', stage: 's' },
  ];
  await store.createRetro(
    keepNotes(
      {
        ...retro,
        environments: {
          ...retro.environments,
          environments: [
            { name: 'e', label: 'octocat42 box', role: 'test', group: 'e', match: [{ branch: 'octocat42/*' }] },
          ],
        },
        milestones: [{ ...milestone, anchors }],
        actions: [{ id: 'a1', text: 'Quentin asks', owner: 'Priya Natarajan <priya@mingle.example>', due: null }],
        confidence: [
          { author: 'Freya Drewalone', weeks: { '2024-W01': 20, '2024-W02': 35 } },
          { author: 'Quentin', weeks: { '2024-W02': 80 } },
          { author: 'quentin', weeks: { '2024-W03': 70 } },
        ],
        slides: { 'milestone-m1': { notes: 'hello octocat42' } },
      },
      {
        writes: [
          makeWrite({
            kind: 'milestone',
            of: 'gone',
            field: 'text',
            value: 'hunter2',
            author: 'Quentin',
            at: 1,
            replaces: [],
          }),
        ],
      },
    ),
  );
  const transaction = store.history('pasty').begin('runs');
  const message = 'zebra crossing at midnight\n\nCo-authored-by: Björn Öberg <bjorn@home.example>';
  const revision = {
    material: 'git:mingle',
    branch: 'octocat42/fix',
    revision: 'r1',
    committedAt: 1_000,
    author: 'Anna Lindqvist <anna.lindqvist@mingle.example>',
    message,
  };
  transaction.add([
    sampleRun('octocat42/1', 5_000, {
      actor: 'octocat42',
      revisions: [revision],
      changes: [{ ...revision, more: { pair: 'hunter2' } }],
      more: { boss: 'hunter2' },
    }),
    sampleRun('deploy/2', 6_000, { actor: 'main', upstream: ['octocat42/1'], stages: [] }),
    { ...sampleCommit('r1', 1_000), author: 'Björn Öberg', message, branches: ['main', 'anna/toggles'] },
  ]);
  const held = { name: 'cart', from: 2_000, to: null, on: null, origin: 'toggles.csv' };
  transaction.add([{ record: 'toggle', source: '', id: 'cart@1', ...held, owner: 'Tove Toggleholder' }]);
  await transaction.commit({ coverage: { from: 0, to: 9_000, gaps: [] }, mainBranches: { 'git:mingle': 'main' } });
  return store;
}
