import type { HistoryRecord } from '../../../domain/history/records';
import type { Rejection } from '../../source';
import type { Fields } from '../fields';

/** Where an item of a saved reply was found. */
export interface Place {
  /** `FILE:LINE` */
  where: string;
  /** Address whose answer it is part of, where the file says so. */
  address: string | null;
}

/** A reply taken apart, and the lines on which its objects begin. */
export interface ParsedReply {
  json: unknown;
  lines: WeakMap<object, number>;
}

/** Gathers what all replies of one import say; the order in which they are added must not matter. */
export interface Assembly {
  /** `whereOf` says, of the id of a run, in which file and line it was first named. */
  assemble(): { records: HistoryRecord[]; rejected: Rejection[]; whereOf(runId: string): string };
}

/** One kind of thing a server's replies hold. */
export interface ReplyKind<A extends Assembly> {
  /** As in "FILE is <what>, from which no runs can be read". */
  what: string;
  is(item: Fields, address: string | null): boolean;
  /** Throws `Unusable`. Absent where nothing can be read from it. */
  add?(assembly: A, item: Fields, place: Place): void;
  /** Which reply would help instead; by default the one that mostly does. */
  help?: string;
}

/** How the saved replies of one kind of server are read. */
export interface SavedReplies<A extends Assembly> {
  /** "GitLab" */
  server: string;
  /** Which reply would help where one is of no use: "the reply of … would help". */
  help: string;
  /** Files of a folder that may be replies. */
  files: RegExp;
  /** The first kind that an item is one of takes it. */
  kinds: readonly ReplyKind<A>[];
  /** Fields in which replies hold the list of their items. */
  lists: readonly string[];
  /** Takes an envelope off that is none of the above; undefined where there is none. */
  unwrap?(json: Fields): unknown;
  /** Turns XML into what the server says in JSON. Throws `Unusable`. */
  parseXml?(text: string): ParsedReply;
  /** Reads a file that is no JSON; null where it is none of this server's. Throws `Unusable`. */
  readText?(text: string, file: string, assembly: A): Rejection[] | null;
  begin(): A;
}
