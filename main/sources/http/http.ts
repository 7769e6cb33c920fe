import type { Instant } from '../../domain/history/records';
import type { ImportProgress } from '../source';
import { configuredUrl, sameOriginUrl, shownAddress } from './address';
import { isHtml, parseJsonBody } from './body';
import { exchangeOnce, type Exchange, type WholeReply } from './exchange';
import { askedWaitMs, isRateLimited, unaskedWaitMs } from './rateLimit';
import { signInPage, statusFailure } from './statusFailure';
import { directTransport, type ReplyHeaders, type Transport } from './transport';
import { givenUp, Trouble } from './trouble';
import { backoffMs, delay, throwIfCancelled, type Delay } from './waiting';

export interface HttpOptions {
  /** The configured address as people typed it; only its origin is ever asked. */
  origin: string;
  /** Sent with every request: credentials and the like. */
  headers?: Record<string, string>;
  signal: AbortSignal;
  /** Told the number of requests after each, and of waits for a rate limit. */
  progress(progress: Partial<ImportProgress>): void;
  now(): Instant;
  transport?: Transport | undefined;
  delay?: Delay;
  random?: () => number;
  /** Longest silence of a server, in ms. */
  idleMs?: number;
  maxBytes?: number;
}

export interface GetOptions {
  accept?: string;
  headers?: Record<string, string>;
  /** Statuses that are an answer to the caller: returned (with `json` null, `text` as it came) instead of thrown. */
  expected?: readonly number[];
}

export interface JsonReply {
  status: number;
  json: unknown;
  headers: ReplyHeaders;
  url: string;
}

/** GET requests to one server. `url` is absolute or relative to the configured address. Throws `FailureError`. */
export interface Http {
  getJson(url: string, options?: GetOptions): Promise<JsonReply>;
  getText(url: string, options?: GetOptions): Promise<WholeReply>;
  /** Requests sent so far, tries and redirects included. */
  requests(): number;
}

const maxTries = 5;

export function createHttp(options: HttpOptions): Http {
  const session = openSession(options);
  return {
    getJson: (url, get = {}) => {
      const headers = { ...options.headers, accept: 'application/json', ...get.headers };
      if (get.accept) headers.accept = get.accept;
      return tryUntilDone(session, url, async (address) => {
        const reply = await ask(session, address, headers, get.expected);
        const answered = get.expected?.includes(reply.status) && !isSuccess(reply.status);
        const json = answered ? null : parseJsonBody(reply.text, shownAddress(reply.url));
        return { status: reply.status, json, headers: reply.headers, url: reply.url };
      });
    },
    getText: (url, get = {}) => {
      const headers = { ...options.headers, accept: get.accept ?? '*/*', ...get.headers };
      return tryUntilDone(session, url, (address) => ask(session, address, headers, get.expected));
    },
    requests: () => session.requests,
  };
}

interface Session extends Exchange {
  requests: number;
  random: () => number;
  delay: Delay;
  now(): Instant;
  progress(progress: Partial<ImportProgress>): void;
  /** While a rate limit holds, every request waits for this. */
  gate: Promise<void> | null;
  gateUntil: Instant;
}

function openSession(options: HttpOptions): Session {
  const session: Session = {
    configured: configuredUrl(options.origin),
    transport: options.transport ?? directTransport,
    signal: options.signal,
    idleMs: options.idleMs ?? 30_000,
    maxBytes: options.maxBytes ?? 64 * 1024 * 1024,
    onRequest: () => {
      session.requests += 1;
      options.progress({ requests: session.requests });
    },
    requests: 0,
    random: options.random ?? Math.random,
    delay: options.delay ?? delay,
    now: () => options.now(),
    progress: (progress) => options.progress(progress),
    gate: null,
    gateUntil: 0,
  };
  return session;
}

/** One try, its status judged: what comes back is an answer. */
async function ask(
  session: Session,
  address: string,
  headers: Record<string, string>,
  expected: readonly number[] = [],
): Promise<WholeReply> {
  const reply = await exchangeOnce(session, address, headers);
  const { status } = reply;
  if (isRateLimited(status, reply.headers))
    throw new Trouble('rate_limit', status, askedWaitMs(reply.headers, session.now()));
  if (status >= 500) {
    throw new Trouble('status', status, status === 503 ? askedWaitMs(reply.headers, session.now()) : null);
  }
  if (expected.includes(status) && !isSuccess(status)) return reply;
  if (!isSuccess(status)) throw statusFailure(status, shownAddress(reply.url), isSignedIn(headers));
  if (isHtml(reply.headers, reply.text)) throw signInPage(shownAddress(reply.url));
  return reply;
}

/** At most five tries; between them a back-off, or the wait that the server asks for, which holds up all requests. */
async function tryUntilDone<T>(session: Session, url: string, attempt: (address: string) => Promise<T>): Promise<T> {
  const address = sameOriginUrl(url, session.configured);
  for (let tries = 1, refusals = 0; ; tries += 1) {
    throwIfCancelled(session.signal);
    while (session.gate) await session.gate;
    try {
      return await attempt(address);
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      if (tries === maxTries) throw givenUp(error, shownAddress(address), tries);
      if (error.reason === 'rate_limit') refusals += 1;
      await waitAfter(session, error, tries, refusals);
    }
  }
}

async function waitAfter(session: Session, trouble: Trouble, tries: number, refusals: number): Promise<void> {
  const waitMs = trouble.waitMs ?? (trouble.reason === 'rate_limit' ? unaskedWaitMs(refusals) : null);
  if (waitMs === null) return session.delay(backoffMs(tries, session.random), session.signal);
  closeGate(session, waitMs);
}

function closeGate(session: Session, waitMs: number): void {
  const until = session.now() + waitMs;
  if (session.gate && until <= session.gateUntil) return;
  session.gateUntil = until;
  session.progress({ waitingUntil: until });
  const gate = session.delay(waitMs, session.signal).finally(() => {
    if (session.gate !== gate) return;
    session.gate = null;
    session.progress({ waitingUntil: null });
  });
  // Nobody may be waiting when the import is stopped; those who are, hear of it themselves.
  gate.catch(() => undefined);
  session.gate = gate;
}

/** Servers have their own names for the header that holds the token. */
function isSignedIn(headers: Record<string, string>): boolean {
  return Object.keys(headers).some((name) => /^authorization$|token/i.test(name));
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
