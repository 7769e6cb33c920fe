/** Deep enough for every item of a list; what is inside items has no line of its own. */
const deepest = 5;

/** The line, counted from 1, on which each object of a parsed JSON text begins. For messages only. */
export function objectLines(json: unknown, text: string): WeakMap<object, number> {
  const lines = new WeakMap<object, number>();
  const starts = startsOf(text);
  let index = 0;
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > deepest) return;
    if (!Array.isArray(value)) lines.set(value, starts[index++] ?? 1);
    for (const each of Object.values(value)) visit(each, depth + 1);
  };
  visit(json, 0);
  return lines;
}

/** Lines of the opening braces, in the order of the text, which is also that of a walk through what was parsed. */
function startsOf(text: string): number[] {
  const starts: number[] = [];
  let line = 1;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '\n') line += 1;
    else if (letter === '"') at = stringEnd(text, at);
    else if (letter === '{' || letter === '[') {
      if (letter === '{' && depth <= deepest) starts.push(line);
      depth += 1;
    } else if (letter === '}' || letter === ']') depth -= 1;
  }
  return starts;
}

function stringEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
