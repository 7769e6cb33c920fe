import { FailureError } from '../../failure';

/** What may be over at the next try. `reset` covers every break before the headers, `cut` every break after them. */
export type TroubleReason = 'status' | 'reset' | 'cut' | 'timeout' | 'garbled' | 'rate_limit';

/** One try failed in a way that another may not. */
export class Trouble extends Error {
  constructor(
    readonly reason: TroubleReason,
    readonly status: number | null = null,
    /** How long the server asks to wait, in ms; null where it does not say. */
    readonly waitMs: number | null = null,
  ) {
    super(reason);
    this.name = 'Trouble';
  }
}

const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);

/** What a thrown network error means: nobody there, no https, or a break worth another try. */
export function networkTrouble(error: unknown, server: string, phase: 'reset' | 'cut'): Error {
  const codes = errorCodes(error);
  if (codes.some((code) => unreachable.has(code))) {
    return new FailureError(
      'offline',
      `No server answers at ${server}: check the address and the network connection, then import again.`,
    );
  }
  if (codes.some((code) => /^(ERR_TLS|ERR_SSL|EPROTO)/.test(code))) {
    return new FailureError(
      'refused_address',
      `${server} does not speak https as it should, so nothing was sent: check the address; it may have to begin with http://, or name another port.`,
    );
  }
  return new Trouble(phase);
}

/** The sentence after the last try. */
export function givenUp(trouble: Trouble, address: string, tries: number): FailureError {
  const times = tries === 1 ? 'once' : `${tries} times`;
  switch (trouble.reason) {
    case 'status':
      return new FailureError(
        'offline',
        `${address} answered with status ${trouble.status} ${times}: try again later.`,
      );
    case 'reset':
      return new FailureError('offline', `The connection to ${address} broke ${times}: try again later.`);
    case 'timeout':
      return new FailureError('offline', `${address} stopped answering ${times}: try again later.`);
    case 'cut':
      return new FailureError('unreadable', `The reply of ${address} was cut off ${times}: try again later.`);
    case 'garbled':
      return new FailureError(
        'unreadable',
        `The reply of ${address} is empty, cut off or not JSON (asked ${times}): check that the address is that of the server's API.`,
      );
    case 'rate_limit':
      return new FailureError(
        'rate_limited',
        `${address} still answers "too many requests" after ${times} of asking and waiting: import again later, it goes on from here.`,
      );
  }
}

/** Codes of an error, of its causes and of the errors gathered in it. */
function errorCodes(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 5) return [];
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  const inner = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return [...(typeof code === 'string' ? [code] : []), ...inner.flatMap((each) => errorCodes(each, depth + 1))];
}
