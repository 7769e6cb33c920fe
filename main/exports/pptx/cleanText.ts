/** Text as XML 1.0 may hold it: no control characters, no lone surrogates. A presentation with one of them is damaged. */
export function cleanText(text: string): string {
  let clean = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) clean += '\uFFFD';
    else if (isAllowed(code)) clean += character;
  }
  return clean;
}

function isAllowed(code: number): boolean {
  return (code >= 0x20 && code !== 0xfffe && code !== 0xffff) || code === 0x9 || code === 0xa || code === 0xd;
}
