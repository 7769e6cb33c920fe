import type { ReplyHeaders } from './transport';

/** No server means a wait of more than a day; such a value is as good as none. */
const longestWaitMs = 24 * 3_600_000;
/** `Date` counts whole seconds and timers may fire a moment early. */
const marginMs = 50;

/** 429, and the 403 by which GitHub says the same. A 403 "0 of 0 left" is a server without rate limits refusing. */
export function isRateLimited(status: number, headers: ReplyHeaders): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  if (headers.get('retry-after') !== null) return true;
  return headers.get('x-ratelimit-remaining')?.trim() === '0' && headers.get('x-ratelimit-limit')?.trim() !== '0';
}

/**
 * How long the server asks to wait, in ms: `Retry-After` (seconds or a date), else `x-ratelimit-reset` or `ratelimit-reset`.
 * Moments are measured against the server's own `Date`, so a wrong clock on either side does no harm. Null where it does
 * not say, or says nonsense (a moment in the past, more than a day).
 */
export function askedWaitMs(headers: ReplyHeaders, now: number): number | null {
  const serverNow = epochMs(headers.get('date')) ?? now;
  return (
    sane(retryAfterMs(headers.get('retry-after'), serverNow)) ??
    sane(resetMs(headers.get('x-ratelimit-reset'), serverNow)) ??
    sane(resetMs(headers.get('ratelimit-reset'), serverNow))
  );
}

/** Where the server does not say: a minute, doubled with each further refusal of the same request. */
export function unaskedWaitMs(refusals: number): number {
  return 60_000 * 2 ** (refusals - 1);
}

function retryAfterMs(text: string | null, serverNow: number): number | null {
  if (text === null) return null;
  if (/^\s*\d+\s*$/.test(text)) return Number(text) * 1000;
  const moment = epochMs(text);
  return moment === null ? null : moment - serverNow;
}

/** Most servers say when, in epoch seconds; some say in how many seconds. A day has fewer than any moment since 1970. */
function resetMs(text: string | null, serverNow: number): number | null {
  if (text === null || !/^\s*\d+\s*$/.test(text)) return null;
  const ms = Number(text) * 1000;
  return ms <= longestWaitMs ? ms : ms - serverNow;
}

function sane(waitMs: number | null): number | null {
  if (waitMs === null || waitMs <= 0 || waitMs > longestWaitMs) return null;
  return waitMs + marginMs;
}

/** An HTTP date. `Date.parse` takes more than that, so the form is checked first. */
function epochMs(text: string | null): number | null {
  if (text === null || !/^\s*[A-Za-z]{3,9},? .*\d{2}:\d{2}:\d{2}/.test(text)) return null;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? null : moment;
}
