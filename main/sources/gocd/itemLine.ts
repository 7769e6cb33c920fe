/**
 * The line, counted from 1, on which item `index` of the list `key` begins in a JSON text, or of the outermost list where
 * the text is a bare array or a single item. For messages only, so a text it does not understand is line 1.
 */
export function itemLine(text: string, key: string, index: number): number {
  const list = listStart(text, key);
  const at = list < 0 ? -1 : itemStart(text, list, index);
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}

function listStart(text: string, key: string): number {
  if (text.trimStart().startsWith('[')) return text.indexOf('[') + 1;
  const match = new RegExp(`"${key}"\\s*:\\s*\\[`).exec(text);
  return match ? match.index + match[0].length : -1;
}

function itemStart(text: string, from: number, index: number): number {
  let depth = 0;
  let items = 0;
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (depth === 0 && items === index && !/[\s,]/.test(letter)) return letter === ']' ? -1 : at;
    if (letter === '"') at = stringEnd(text, at);
    else if (letter === '{' || letter === '[') depth += 1;
    else if (letter === '}' || letter === ']') depth -= 1;
    else if (letter === ',' && depth === 0) items += 1;
    if (depth < 0) return -1;
  }
  return -1;
}

function stringEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
