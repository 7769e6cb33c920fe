/** The most that is read of a retro file; a file from a stranger may claim anything. */
export const limits = {
  fileBytes: 200_000_000,
  unpackedBytes: 500_000_000,
  entries: 2_000,
  /** Unpacked by packed bytes, of one part and of all. */
  ratio: 200,
  /** Below this many unpacked bytes a part may shrink as it likes. */
  ratioFromBytes: 1_000_000,
  entryMs: 5_000,
  /** Of a part that is read as a whole: manifest, retro, notes. */
  documentBytes: 50_000_000,
  lineBytes: 16_000_000,
} as const;

export type Limits = { [K in keyof typeof limits]: number };

const controlOrBidi = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
const reservedOnWindows = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** Why an entry of a zip may not have this name, as the end of a sentence; null where it may. */
export function nameProblem(name: string): string | null {
  if (name === '' || name.length > 200) return 'has a name of a length that is not allowed';
  if (controlOrBidi.test(name)) return 'has control characters in its name';
  if (name.includes('\\') || name.includes(':')) return 'has a name with “\\” or “:”';
  if (name.startsWith('/')) return 'has an absolute name';
  if (name.endsWith('/')) return 'is a folder';
  const parts = name.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return 'has a name that leads elsewhere';
  if (parts.some((part) => reservedOnWindows.test(part))) return 'has a name that is reserved on Windows';
  if (parts.some((part) => /[. ]$/.test(part))) return 'has a name that ends in a dot or a space';
  return null;
}
