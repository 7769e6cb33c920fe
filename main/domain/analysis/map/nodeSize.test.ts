import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeMeasures, nodeSize, type NodeText } from './nodeSize';
import { textWidth } from './textWidth';

const bare: NodeText = { kind: 'pipeline', name: 'deploy', lines: [], stages: 0 };

test('a second line and stages make it taller, not a longer name', () => {
  const { height } = nodeSize(bare);
  expect(nodeSize({ ...bare, name: 'deploy-to-the-snapshot' }).height).toBe(height);
  expect(nodeSize({ ...bare, lines: ['production'] }).height).toBe(height + nodeMeasures.lineHeight);
  expect(nodeSize({ ...bare, stages: 3 }).height).toBe(height + nodeMeasures.beadsHeight);
  expect(nodeSize({ ...bare, stages: 99 }).height).toBe(height + nodeMeasures.beadsHeight);
});

test('a material is wide enough for name and branch on one line, unless the branch is long', () => {
  const material: NodeText = { ...bare, kind: 'material', name: 'mingle', lines: ['master'] };
  const long = { ...material, lines: ['a-branch-with-a-story'] };
  expect(nodeSize(material).width).toBeGreaterThan(textWidth('mingle · master', nodeMeasures.nameSize));
  expect(nodeSize(long).width).toBeLessThan(textWidth('mingle · a-branch-with-a-story', nodeMeasures.nameSize));
});

test('every text fits beside its padding, up to the widest a node may be', () => {
  const kinds = fc.constantFrom('material' as const, 'pipeline' as const, 'environment' as const);
  fc.assert(
    fc.property(
      kinds,
      fc.string(),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.nat(40),
      (kind, name, lines, stages) => {
        const { width } = nodeSize({ kind, name, lines, stages });
        const texts = [
          textWidth(name, nodeMeasures.nameSize),
          ...lines.map((line) => textWidth(line, nodeMeasures.lineSize)),
        ];
        const wanted = Math.max(...texts) + 2 * nodeMeasures.paddingX;
        expect(width).toBeGreaterThanOrEqual(Math.min(nodeMeasures.maxWidth, wanted));
      },
    ),
  );
});
