/**
 * Widths of letters in a humanist sans such as Inter, in thousandths of the font size, on the generous side: the
 * layout is made without a screen, so it must leave room for what the drawing will measure.
 */
const widths: readonly [letters: string, width: number][] = [
  ["ijl'|!.,:;·I ", 310],
  ['ft()[]{}rJ-/\\"*`', 420],
  ['abcdeghknopqsuvxyz_0123456789FLETS?=+<>^~#$&', 620],
  ['ABCDGHKNOPQRUVXYZ', 740],
  ['mwMW@%', 930],
];
const known = new Map(widths.flatMap(([letters, width]) => [...letters].map((letter) => [letter, width] as const)));
/** Letters of other scripts are up to a full square wide. */
const unknownWidth = 1000;

/** Width of a line of text in drawing units. */
export function textWidth(text: string, fontSize: number): number {
  let thousandths = 0;
  for (const letter of text) thousandths += known.get(letter) ?? unknownWidth;
  return (thousandths * fontSize) / 1000;
}
