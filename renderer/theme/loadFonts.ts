/**
 * Every face the style sheet names, for every script. Text that is measured or drawn while its face is missing
 * silently has the widths of another one, so nothing is shown before this resolves; the files lie beside the page.
 * One that cannot be read is done without, never waited for.
 */
export async function loadFonts(): Promise<void> {
  await Promise.allSettled([...document.fonts].map((face) => face.load()));
}
