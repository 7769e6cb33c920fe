/** Words given to the program: past the executable, and past the app's folder where Electron was told it. */
export function wordsOf(argv: readonly string[], packaged: boolean): string[] {
  const words = argv.slice(1);
  const chromiumFlag = (word: string): boolean =>
    /^--(no-sandbox|log-level|remote-debugging|inspect|user-data-dir|enable-|disable-|force-|lang|allow-)/.test(word);
  const ours = words.filter((word) => !chromiumFlag(word));
  // `electron -r loader APP …`: what tests use; the loader and the app are not the user's words.
  while (!packaged && ours[0] === '-r') ours.splice(0, 2);
  return packaged ? ours : ours.slice(1);
}
