import type { HistoryRecord, Instant } from '../../../domain/history/records';
import type { Rejection } from '../../source';

/** One page of a list, as the server sent it. */
export interface ListPage {
  items: unknown[];
  /** Where it was read, for messages. */
  url: string;
  /** Address of the page after it; null on the last. */
  next: string | null;
}

/** What one item of a list came to. */
export interface Completed {
  records: HistoryRecord[];
  rejected?: Rejection[];
  /** Where only the details show that an item changed: instead of the one of the item as it was listed. */
  fingerprint?: string;
}

/** Asks for a detail of an item. Null where it could not be had: the item is then asked for again next time. */
export type AskDetail = <R>(ask: () => Promise<R>) => Promise<R | null>;

/**
 * One list of a server that is read newest first, page by page, so that what comes in meanwhile only moves items to later
 * pages, and none is missed.
 */
export interface Stream<T> {
  /** Names it in the cursor; the same list asked for with another filter is another. */
  key: string;
  /** "The pipelines of group/app", for messages. */
  name: string;
  /**
   * Address of the first page. Where the server can filter, of what was made or changed `after` that moment only, if one
   * is given.
   */
  first(after: Instant | null): string;
  page(address: string): Promise<ListPage>;
  /** Throws `Unusable`. */
  parse(item: unknown): T;
  /** Of its record, or of the item where several records come of it. */
  id(item: T): string;
  /** When it was made; the list is in this order. */
  madeAt(item: T): Instant | null;
  /** When it last changed, where the list can be filtered by that. */
  changedAt?(item: T): Instant | null;
  /**
   * Becomes another when the item changed; null where that cannot be seen, so that listed items are always read. Absent
   * where what has finished never changes.
   */
  fingerprint?(item: T): string | null;
  /** Whether it is asked for, by `--pipeline`. */
  isWanted?(item: T): boolean;
  /** `seen` is the fingerprint noted when it was last read. */
  complete(item: T, ask: AskDetail, seen: string | null): Promise<Completed>;
  /**
   * Reads an item again by the id of its record, and the fingerprint it had when last listed: null where it is of another
   * list, or gone.
   */
  again(id: string, fingerprint: string | null): Promise<unknown>;
}
