import { cancelled } from '../sources/http/waiting';

/** How many imports read at once; more wait for a free place, so that none of them starves. */
export const mostAtOnce = 4;

/** Where an import reads, and into what. */
export interface ImportPlace {
  retro: string;
  kind: string;
  /** What tells one server from another; null where files are read. */
  origin: string | null;
}

/** What a queued import waits for: another one from the same place, or a free place among those that read. */
export type QueuedFor = 'samePlace' | 'freePlace';

interface Entry {
  place: ImportPlace;
  told: QueuedFor | null;
  tell: (reason: QueuedFor) => void;
  start: () => void;
}

/**
 * The limits of a server count all that is asked of it, so two imports from one server go one after the other. So do two
 * that write one source of a retro, as files of a kind and the server of that kind may.
 */
export function mustTakeTurns(a: ImportPlace, b: ImportPlace): boolean {
  if (a.origin !== null && a.origin === b.origin) return true;
  return a.retro === b.retro && a.kind === b.kind && (a.origin === null || b.origin === null);
}

/** Lets several imports go side by side, each place in the order in which it was asked for. */
export class ImportQueue {
  private readonly running = new Set<Entry>();
  private waiting: Entry[] = [];

  /** `tell` hears what an import waits for, again whenever that changes. Rejects with `cancelled` when stopped before its turn. */
  async run<T>(
    place: ImportPlace,
    signal: AbortSignal,
    work: () => Promise<T>,
    tell: (reason: QueuedFor) => void,
  ): Promise<T> {
    const entry = await this.turn(place, signal, tell);
    try {
      return await work();
    } finally {
      this.running.delete(entry);
      this.look();
    }
  }

  private turn(place: ImportPlace, signal: AbortSignal, tell: (reason: QueuedFor) => void): Promise<Entry> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.waiting = this.waiting.filter((other) => other !== entry);
        reject(cancelled());
        this.look();
      };
      const entry: Entry = {
        place,
        told: null,
        tell,
        start: () => {
          signal.removeEventListener('abort', leave);
          resolve(entry);
        },
      };
      if (signal.aborted) return reject(cancelled());
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.push(entry);
      this.look();
    });
  }

  /** Starts whoever may go: nobody overtakes one that waits for the same place. */
  private look(): void {
    const ahead = [...this.running].map((entry) => entry.place);
    for (const entry of this.waiting) {
      const reason = this.reason(entry, ahead);
      ahead.push(entry.place);
      if (reason === null) {
        this.running.add(entry);
        entry.start();
      } else if (reason !== entry.told) {
        entry.told = reason;
        entry.tell(reason);
      }
    }
    this.waiting = this.waiting.filter((entry) => !this.running.has(entry));
  }

  private reason(entry: Entry, ahead: readonly ImportPlace[]): QueuedFor | null {
    if (ahead.some((place) => mustTakeTurns(place, entry.place))) return 'samePlace';
    return this.running.size >= mostAtOnce ? 'freePlace' : null;
  }
}
