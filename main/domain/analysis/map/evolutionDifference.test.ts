import { expect, test } from 'vitest';
import { exampleRetro } from '../../../example/story';
import { exampleHistory } from '../../../testing/exampleRetro';
import { buildFacts } from '../buildFacts';
import { evolutionDifference } from './evolutionDifference';
import { mapDifference } from './mapDifference';

test(
  'the drawn difference is the one the command prints, at the end of any weeks of the example',
  { timeout: 90_000 },
  async () => {
    const history = await exampleHistory();
    const { evolution, weeks } = buildFacts(history, exampleRetro.environments);
    let changes = 0;
    for (const [a, b] of [
      [4, -2],
      [10, 40],
      [40, 70],
      [70, 100],
      [60, 62],
    ] as const) {
      const [from, to] = [(weeks.at(a)?.end ?? 1) - 1, (weeks.at(b)?.end ?? 1) - 1];
      const told = mapDifference(history, exampleRetro.environments, from, to);
      const drawn = evolutionDifference(evolution, weeks, from, to).nodes;
      const ids = (fate: string): string[] =>
        drawn
          .filter((one) => one.fate === fate)
          .map(({ node }) => node.id)
          .sort();
      expect(ids('added')).toEqual([...told.added].sort());
      expect(ids('removed')).toEqual([...told.removed].sort());
      expect(ids('knownFrom')).toEqual([...(told.knownFrom ?? [])].sort());
      expect(ids('knownUntil')).toEqual([...(told.knownUntil ?? [])].sort());
      const what = new Map(drawn.map((one) => [one.node.id, one.what]));
      for (const one of told.changed) expect(what.get(one.id), one.id).toEqual(one.what);
      expect(ids('changed')).toEqual(told.changed.map(({ id }) => id).sort());
      changes += told.added.length + told.removed.length + told.changed.length;
    }
    expect(changes).toBeGreaterThan(10);
  },
);
