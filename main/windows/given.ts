import path from 'node:path';

/** What the words after the program ask the window for: files to look at, a retro to show. */
export interface GivenWords {
  files: string[];
  open: string | null;
}

/** `--open NAME` shows a retro of the store; what is no option is a file, named from the folder it was typed in. */
export function givenBy(words: readonly string[], folder: string): GivenWords {
  const at = words.indexOf('--open');
  const open = at === -1 ? null : (words[at + 1] ?? null);
  const rest = words.filter((_, i) => at === -1 || (i !== at && i !== at + 1));
  return { files: rest.filter((word) => !word.startsWith('-')).map((word) => path.resolve(folder, word)), open };
}

/** True where the words are for the window whatever a retro in them is called. */
export function isForWindow(words: readonly string[]): boolean {
  return words[0] === '--open';
}
