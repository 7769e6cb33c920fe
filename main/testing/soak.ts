/** Whether this is the long set before a release (`npm run soak`). */
export const isSoak = process.env.SHIPLAPSE_SOAK === '1';

/** The long set before a release, a short one on every change: the same code. */
export const rounds = (quick: number, long: number): number => (isSoak ? long : quick);

/** One line of what a soak really did, such as `kills: 500 injected, 0 lost`. Of the short set nothing is said. */
export function sayFigures(what: string, figures: Readonly<Record<string, number | string>>): void {
  if (!isSoak) return;
  const words = Object.entries(figures).map(([name, figure]) => `${figure.toLocaleString('en')} ${name}`);
  console.log(`${what}: ${words.join(', ')}`);
}
