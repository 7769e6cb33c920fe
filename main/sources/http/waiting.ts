import { FailureError } from '../../failure';

/** Resolves after `ms`; rejects with kind `cancelled` as soon as the signal is aborted. */
export type Delay = (ms: number, signal: AbortSignal) => Promise<void>;

export const delay: Delay = (ms, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(cancelled());
    const stop = () => {
      clearTimeout(timer);
      reject(cancelled());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });

export function cancelled(): FailureError {
  return new FailureError('cancelled', 'The import was stopped. The next one goes on from here.');
}

export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

/** Exponential back-off with jitter: 200 ms doubled with each try, of which the upper half is random. */
export function backoffMs(failedTries: number, random: () => number): number {
  return 200 * 2 ** (failedTries - 1) * (0.5 + random() / 2);
}
