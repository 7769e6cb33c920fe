/**
 * A name of 14 letters and digits (64 bits) that depends on the content alone: the same on every machine, and another
 * one where anything was changed. Two 32-bit multiplicative hashes (cyrb53 by bryc, both halves kept). It tells texts
 * apart, it does not keep anybody from forging one.
 */
export function contentId(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return half(a) + half(b);
}

function half(hash: number): string {
  return (hash >>> 0).toString(36).padStart(7, '0');
}
