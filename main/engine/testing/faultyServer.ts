import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomFrom } from '../../store/testing/samples';

/** What a server does wrong. `slow` is no failure: the body comes whole, in its own time. */
export type Fault = 'status' | 'reset' | 'cut' | 'notJson' | 'slow' | 'rateLimit' | 'silent';

/** Of a thousand faults. What makes everybody wait (a rate limit, silence until the client gives up) is rare, as it costs seconds. */
const shares: [Fault, number][] = [
  ['status', 250],
  ['reset', 250],
  ['cut', 250],
  ['notJson', 100],
  ['slow', 135],
  ['rateLimit', 15],
];

/** Answers wrongly, at random by a seed, and counts what it did. */
export class Faults {
  readonly injected: Record<Fault, number> = {
    ...{ status: 0, reset: 0, cut: 0, notJson: 0, slow: 0, rateLimit: 0, silent: 0 },
  };
  /** Failed answers in a row by path: as many tries as the client needed, or all it had. */
  readonly inARow = new Map<string, number>();
  asked = 0;
  mostTries = 0;
  private readonly random: (below: number) => number;

  constructor(
    seed: number,
    /** Of a hundred requests. */
    private readonly percent: number,
    private silences: number,
  ) {
    this.random = randomFrom(seed);
  }

  get total(): number {
    return Object.values(this.injected).reduce((sum, one) => sum + one, 0);
  }

  /** Whether it answered in its own way. */
  answer(path: string, request: IncomingMessage, response: ServerResponse): boolean {
    this.asked += 1;
    const fault = this.random(100) < this.percent ? this.choose() : null;
    const tries = (this.inARow.get(path) ?? 0) + 1;
    this.mostTries = Math.max(this.mostTries, tries);
    if (fault === null || fault === 'slow') this.inARow.delete(path);
    else this.inARow.set(path, tries);
    if (fault === null) return false;
    this.injected[fault] += 1;
    return this.commit(fault, request, response);
  }

  private choose(): Fault {
    if (this.silences > 0 && this.random(40) === 0) {
      this.silences -= 1;
      return 'silent';
    }
    let left = this.random(1_000);
    for (const [fault, share] of shares) {
      if (left < share) return fault;
      left -= share;
    }
    return 'status';
  }

  private commit(fault: Fault, request: IncomingMessage, response: ServerResponse): boolean {
    switch (fault) {
      case 'status':
        response.writeHead([500, 502, 503, 504][this.random(4)] ?? 500).end('oops');
        return true;
      case 'reset':
        request.socket.destroy();
        return true;
      case 'cut':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '90000' });
        response.write('{"total_count": 1, "jobs": [', () => request.socket.destroy());
        return true;
      case 'notJson':
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"total_count": 1, "jo');
        return true;
      case 'slow':
        slowly(response);
        return false;
      case 'rateLimit':
        response.writeHead(429, { 'retry-after': '1' }).end();
        return true;
      case 'silent':
        return true;
    }
  }
}

/** What is ended is written in five pieces, 20 ms apart. */
function slowly(response: ServerResponse): void {
  const end = response.end.bind(response) as (chunk?: unknown) => ServerResponse;
  response.end = ((text: string) => {
    const size = Math.ceil(text.length / 5);
    const next = (from: number): void => {
      if (from >= text.length) return void end();
      response.write(text.slice(from, from + size));
      setTimeout(() => next(from + size), 20);
    };
    next(0);
    return response;
  }) as typeof response.end;
}
