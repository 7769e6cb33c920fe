import { sameOriginUrl, shownAddress } from './address';
import { readBody } from './body';
import { FailureError } from '../../failure';
import type { ReplyHeaders, Transport, TransportReply } from './transport';
import { networkTrouble, Trouble } from './trouble';
import { cancelled, throwIfCancelled } from './waiting';

/** A reply whose body arrived whole. */
export interface WholeReply {
  status: number;
  headers: ReplyHeaders;
  text: string;
  /** Where it came from, after redirects. */
  url: string;
}

export interface Exchange {
  configured: URL;
  transport: Transport;
  signal: AbortSignal;
  idleMs: number;
  maxBytes: number;
  onRequest(): void;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 5;

/** One try: the request, its redirects within the same origin, and the body to its end. */
export async function exchangeOnce(
  exchange: Exchange,
  url: string,
  headers: Record<string, string>,
): Promise<WholeReply> {
  let address = url;
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    const reply = await requestOnce(exchange, address, headers);
    const location = redirects.has(reply.status) ? reply.headers.get('location') : null;
    if (location === null) return reply;
    address = sameOriginUrl(
      URL.canParse(location, address) ? new URL(location, address).href : location,
      exchange.configured,
    );
  }
  throw new FailureError(
    'refused_address',
    `${shownAddress(url)} redirects more than ${maxRedirects} times, last to ${shownAddress(address)}: check the address.`,
  );
}

async function requestOnce(exchange: Exchange, url: string, headers: Record<string, string>): Promise<WholeReply> {
  throwIfCancelled(exchange.signal);
  const watch = watchSilence(exchange.signal, exchange.idleMs);
  let phase: 'reset' | 'cut' = 'reset';
  try {
    exchange.onRequest();
    const reply: TransportReply = await watch.race(exchange.transport(url, { headers, signal: watch.signal }));
    phase = 'cut';
    const text = await watch.race(readBody(reply, exchange.maxBytes, shownAddress(url), watch.heard));
    return { status: reply.status, headers: reply.headers, text, url };
  } catch (error) {
    if (exchange.signal.aborted) throw cancelled();
    if (watch.isSilent()) throw new Trouble('timeout');
    if (error instanceof FailureError) throw error;
    throw networkTrouble(error, exchange.configured.origin, phase);
  } finally {
    watch.end();
  }
}

/** Aborts what it watches after `idleMs` without a byte, or with the outer signal. */
function watchSilence(outer: AbortSignal, idleMs: number) {
  const controller = new AbortController();
  let silent = false;
  const stop = () => controller.abort();
  const fall = () => {
    silent = true;
    stop();
  };
  let timer = setTimeout(fall, idleMs);
  outer.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    heard: () => {
      clearTimeout(timer);
      timer = setTimeout(fall, idleMs);
    },
    isSilent: () => silent,
    race: <T>(work: Promise<T>) => raceAbort(work, controller.signal),
    end: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', stop);
      stop();
    },
  };
}

/** A transport may be slow to notice an abort; whoever cancels does not wait for it. */
function raceAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error('aborted'));
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
