import { textWidth } from './textWidth';

/** Measures of a drawn node in drawing units, shared by the layout and by whoever draws. */
export const nodeMeasures = {
  nameSize: 15,
  /** Second line: the label of an environment, the branch of a material. */
  lineSize: 12,
  paddingX: 16,
  minWidth: 96,
  /** Longer names are shortened in the middle by the drawing. */
  maxWidth: 300,
  nameHeight: 44,
  lineHeight: 18,
  cell: 16,
  cellGap: 5,
  cellsARow: 8,
  cellsPadding: 12,
} as const;

export interface NodeText {
  name: string;
  /** Every text the second line ever shows; empty where there is none. */
  lines: readonly string[];
  /** Number of stages ever. */
  stages: number;
}

/** Room for the name, the second line at its longest and a cell for every stage that ever existed. */
export function nodeSize({ name, lines, stages }: NodeText): { width: number; height: number } {
  const m = nodeMeasures;
  const texts = [textWidth(name, m.nameSize), ...lines.map((line) => textWidth(line, m.lineSize))];
  const text = Math.min(m.maxWidth, Math.max(...texts) + 2 * m.paddingX);
  const cells = Math.min(stages, m.cellsARow) * (m.cell + m.cellGap) - m.cellGap + 2 * m.paddingX;
  const rows = Math.ceil(stages / m.cellsARow);
  const cellsHeight = rows === 0 ? 0 : rows * (m.cell + m.cellGap) - m.cellGap + m.cellsPadding;
  return {
    width: Math.ceil(Math.max(m.minWidth, text, stages > 0 ? cells : 0)),
    height: m.nameHeight + (lines.length > 0 ? m.lineHeight : 0) + cellsHeight,
  };
}

/** Where the cell of a stage is, relative to the centre of its node; `index` counts the stages that ever existed. */
export function stageCell(
  node: { width: number; height: number; stages: readonly unknown[] },
  index: number,
): { x: number; y: number; size: number } {
  const { cell, cellGap, cellsARow, cellsPadding } = nodeMeasures;
  const step = cell + cellGap;
  const inRow = Math.min(node.stages.length, cellsARow);
  const rows = Math.ceil(node.stages.length / cellsARow);
  const left = -(inRow * step - cellGap) / 2;
  const top = node.height / 2 - cellsPadding - (rows * step - cellGap);
  return { x: left + (index % cellsARow) * step, y: top + Math.floor(index / cellsARow) * step, size: cell };
}
