import { setTimeout as wait } from 'node:timers/promises';
import { errorCode } from './fileSystem';

/** What passes by itself: a virus scanner holds the file, or too many files are open. */
const passing = new Set(['EBUSY', 'EMFILE', 'ENFILE', 'EAGAIN']);
const waitsMs = [5, 10, 20, 40, 80, 160];

/** Tries again, for a third of a second at most, what fails only because somebody is busy. */
export async function retryBusy<T>(step: () => Promise<T>): Promise<T> {
  for (const ms of waitsMs) {
    try {
      return await step();
    } catch (error) {
      if (!passing.has(errorCode(error) ?? '')) throw error;
      await wait(ms);
    }
  }
  return step();
}
