import { truncateMiddle } from '../map/fit';

/** Breaks at spaces into at most `maxLines`; what is still too long is cut in its middle. */
export function wrapText(text: string, room: number, maxLines: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer) > room && lines.length < maxLines - 1) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line !== '') lines.push(line);
  return lines.map((each) => truncateMiddle(each, room, measure));
}
