import type { JsonReply } from '../../http/http';
import type { Instant } from '../../../domain/history/records';

/** Address of the next page by the `Link` header; null on the last. Whether it may be followed is judged when it is. */
export function nextLink({ headers, url }: Pick<JsonReply, 'headers' | 'url'>): string | null {
  for (const part of (headers.get('link') ?? '').split(/,(?=\s*<)/)) {
    const match = /^\s*<([^>]*)>(.*)$/s.exec(part);
    if (match?.[1] !== undefined && /;\s*rel="?[^";]*\bnext\b/i.test(match[2] ?? '')) {
      return URL.canParse(match[1], url) ? new URL(match[1], url).href : match[1];
    }
  }
  return null;
}

/** The server's clock by the `Date` header. */
export function serverNow({ headers }: Pick<JsonReply, 'headers'>): Instant | null {
  const moment = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(moment) ? null : moment;
}
