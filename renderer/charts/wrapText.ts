/** Breaks at spaces into at most `maxLines`. What does not fit then ends in "…"; a single long word is cut as well. */
export function wrapText(text: string, room: number, maxLines: number, measure: (text: string) => number): string[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const lines: string[] = [];
  while (words.length > 0 && lines.length < maxLines) {
    let line = words.shift() ?? '';
    while (words.length > 0 && measure(`${line} ${words[0] ?? ''}`) <= room) line += ` ${words.shift() ?? ''}`;
    const isCut = words.length > 0 && lines.length === maxLines - 1;
    lines.push(cutEnd(isCut ? `${line}…` : line, room, measure));
  }
  return lines;
}

function cutEnd(line: string, room: number, measure: (text: string) => number): string {
  let letters = [...line.replace(/…$/, '')];
  if (measure(line) <= room) return line;
  while (letters.length > 1 && measure(`${letters.join('')}…`) > room) letters = letters.slice(0, -1);
  return `${letters.join('').trimEnd()}…`;
}
