import { textWidth } from './textWidth';

/** Measures of a drawn node in drawing units, shared by the layout and by whoever draws. */
export const nodeMeasures = {
  nameSize: 16,
  /** Second line: the label of an environment, the branch of a material. */
  lineSize: 13,
  paddingX: 12,
  minWidth: 84,
  /** Longer names are shortened in the middle by the drawing. */
  maxWidth: 300,
  /** Widest "name · branch" that a material is made wide enough for. */
  together: 150,
  nameHeight: 34,
  lineHeight: 20,
  /** A bead for each stage, in one row under the name. */
  bead: 8,
  beadGap: 8,
  beadsARow: 14,
  beadsHeight: 22,
} as const;

export interface NodeText {
  kind: 'material' | 'pipeline' | 'environment';
  name: string;
  /** Every text the second line ever shows; empty where there is none. */
  lines: readonly string[];
  /** Number of stages ever. */
  stages: number;
}

/** Room for the name, the second line at its longest and a bead for every stage that ever existed. */
export function nodeSize({ kind, name, lines, stages }: NodeText): { width: number; height: number } {
  const m = nodeMeasures;
  const beside = kind === 'environment' ? countWidth : 0;
  const sign = kind === 'material' ? m.lineSize * 1.2 : 0;
  const round = kind === 'material' ? m.paddingX : 0;
  const texts = [textWidth(name, m.nameSize) + beside, ...lines.map((line) => textWidth(line, m.lineSize) + sign)];
  // In a low picture the branch stands beside the name; room for that is kept unless it is long.
  const together = lines.map((line) => textWidth(`${name} · ${line}`, m.nameSize)).filter((wide) => wide <= m.together);
  if (kind === 'material') texts.push(...together);
  const text = Math.min(m.maxWidth, Math.max(...texts) + round + 2 * m.paddingX);
  const beads = Math.min(stages, m.beadsARow) * (m.bead + m.beadGap) - m.beadGap + 2 * m.paddingX;
  return {
    width: Math.ceil(Math.max(m.minWidth, text, stages > 0 ? beads : 0)),
    height: m.nameHeight + (lines.length > 0 ? m.lineHeight : 0) + (stages > 0 ? m.beadsHeight : 0),
  };
}

/** Beside an environment's name, large: how often it was deployed to, up to three digits. */
const countWidth = textWidth('000', 22) + 6;
