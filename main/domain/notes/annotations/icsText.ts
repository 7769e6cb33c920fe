/** One line of an iCalendar file (RFC 5545): a name, its parameters, its value still escaped. */
export interface IcsLine {
  name: string;
  parameters: Map<string, string>;
  value: string;
}

/** A line as it is written: not more than 75 bytes before it goes on in the next. */
export function foldLine(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let bytes = 0;
  for (const sign of line) {
    const more = utf8Length(sign);
    // The space that begins a continued line counts as well.
    if (bytes + more > (pieces.length === 0 ? 75 : 74)) {
      pieces.push(piece);
      piece = '';
      bytes = 0;
    }
    piece += sign;
    bytes += more;
  }
  return `${[...pieces, piece].join('\r\n ')}\r\n`;
}

/** Control characters have no place in a calendar and become spaces. */
export function escapeIcs(text: string): string {
  return text
    .replace(/\\/g, '\\\\')
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/[;,]/g, '\\$&')
    .replace(/[\0-\u0008\u000b-\u001f\u007f]/g, ' ');
}

export function unescapeIcs(text: string): string {
  return text.replace(/\\([\\;,nN])/g, (_all, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign));
}

/** The values of a list such as `CATEGORIES`: commas divide, unless escaped. */
export function splitIcsList(value: string): string[] {
  return [...value.matchAll(/(?:[^\\,]|\\.)+/gs)].map(([entry]) => unescapeIcs(entry));
}

/** Continued lines are joined first; a line without a colon is left out. */
export function parseIcsLines(text: string): IcsLine[] {
  const unfolded = text.replace(/^\uFEFF/, '').replace(/\r?\n[ \t]/g, '');
  return unfolded.split(/\r?\n/).flatMap((line) => {
    const match = /^([A-Za-z0-9-]+)((?:;[^=;:]+=(?:"[^"]*"|[^";:]*))*):(.*)$/s.exec(line);
    if (!match) return [];
    const [, name = '', parameters = '', value = ''] = match;
    return [{ name: name.toUpperCase(), parameters: parametersOf(parameters), value }];
  });
}

function parametersOf(text: string): Map<string, string> {
  const pairs = [...text.matchAll(/;([^=;:]+)=("[^"]*"|[^";:]*)/g)];
  return new Map(pairs.map(([, name = '', value = '']) => [name.toUpperCase(), value.replace(/^"|"$/g, '')]));
}

function utf8Length(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
