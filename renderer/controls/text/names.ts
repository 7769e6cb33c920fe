/** Shortens in the middle, as both ends of a pipeline's name tell it apart: "build-the…-production". */
export function middle(text: string, longest: number): string {
  const letters = [...text];
  if (letters.length <= longest) return text;
  const head = Math.ceil((longest - 1) / 2);
  const tail = longest - 1 - head;
  return `${letters.slice(0, head).join('')}…${tail > 0 ? letters.slice(-tail).join('') : ''}`;
}

/** Null for a name a retro may have; else what to change about it. */
export function retroNameProblem(name: string): string | null {
  if (name === '') return 'Give the retro a name.';
  if (name.length > 64) return 'Use at most 64 characters.';
  if (!/^[A-Za-z0-9._-]+$/.test(name)) return 'Use letters, digits, dots, dashes and underscores only.';
  if (/^\.+$/.test(name)) return 'Use at least one letter or digit.';
  return null;
}

/** A name a retro may have, made of what a file or an address is called. */
export function retroNameFrom(text: string): string {
  const last =
    text
      .replace(/[\\/]+$/, '')
      .split(/[\\/]/)
      .at(-1) ?? '';
  const plain = last.replace(/(\.(jsonl?|csv|zip|shiplapse))+$/i, '').normalize('NFKD');
  const name = plain.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  return name.slice(0, 64) || 'retro';
}

/** First of `name`, `name-2`, `name-3`… that is not taken. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let number = 2; ; number += 1) {
    const next = `${name.slice(0, 60)}-${String(number)}`;
    if (!taken.includes(next)) return next;
  }
}

/** Entries of a field that takes several, by line or comma. */
export function listOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[\n,]+/)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    ),
  ];
}
