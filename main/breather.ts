import { setImmediate as othersFirst } from 'node:timers/promises';

/** Long enough to be worth a turn, short enough that nobody waiting for an answer feels it. */
const turnMs = 8;

/**
 * For long work in small steps: called between two of them it lets everybody else who waits have a turn, once the work has gone
 * on for a few milliseconds. Null where it may go on at once, so that a step costs no more than a look at the clock.
 */
export function breather(): () => Promise<void> | null {
  let since = performance.now();
  return () => {
    if (performance.now() - since < turnMs) return null;
    return othersFirst().then(() => {
      since = performance.now();
    });
  };
}
