import { FailureError, type Failure } from '../../../failure';
import type { Rejection } from '../../source';
import { isFields, Unusable, type Fields } from '../fields';
import { objectLines } from './objectLines';
import type { Assembly, ParsedReply, Place, ReplyKind, SavedReplies } from './savedReplies';

/** What came of files beside what is in the assembly. */
export interface ReadReplies {
  rejected: Rejection[];
  failures: Failure[];
  /** Files of which something could be used. */
  usable: number;
}

/** An item of a reply on its way to its kind. */
interface Found {
  value: unknown;
  address: string | null;
}

/** Adds one saved reply to what was read before. Never throws for what the file holds. */
export function readReply<A extends Assembly>(
  replies: SavedReplies<A>,
  { file, text }: { file: string; text: string },
  assembly: A,
  into: ReadReplies,
): void {
  try {
    const rejected = replies.readText?.(text, file, assembly) ?? readJson(replies, file, text, assembly);
    into.rejected.push(...rejected);
    into.usable += 1;
  } catch (error) {
    into.failures.push(failureOf(error, file, replies));
  }
}

function readJson<A extends Assembly>(replies: SavedReplies<A>, file: string, text: string, assembly: A): Rejection[] {
  const { json, lines } = parseText(file, text, replies);
  const rejected: Rejection[] = [];
  let unusable: Pick<ReplyKind<A>, 'what' | 'help'> | null = null;
  let usable = Array.isArray(json) && json.length === 0;
  for (const { value, address } of itemsIn(replies, { value: json, address: null })) {
    if (value === null) {
      usable = true;
      continue;
    }
    const kind = isFields(value) ? replies.kinds.find((each) => each.is(value, address)) : undefined;
    const where = `${file}:${typeof value === 'object' ? (lines.get(value) ?? 1) : 1}`;
    if (isFields(value) && kind?.add) {
      usable = true;
      rejected.push(...add(kind.add.bind(kind), assembly, value, { where, address }));
      continue;
    }
    const { what, help = replies.help } = kind ?? { what: whatElse(value, replies.server) };
    unusable ??= { what, help };
    rejected.push({ where, id: null, reason: `this part is ${what}; ${help}` });
  }
  if (usable) return rejected;
  const { what, help } = unusable ?? { what: `no reply of ${replies.server}`, help: replies.help };
  throw new FailureError('wrong_kind', `${file} is ${what}, from which no runs can be read: ${help ?? replies.help}.`);
}

function add<A extends Assembly>(
  adding: (assembly: A, item: Fields, place: Place) => void,
  assembly: A,
  item: Fields,
  place: Place,
): Rejection[] {
  try {
    adding(assembly, item, place);
    return [];
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    return [{ where: place.where, id: error.id, reason: error.message }];
  }
}

/** Items of a reply, of a list of them, or of replies kept under the address they answer. An empty list is a null. */
function* itemsIn<A extends Assembly>(replies: SavedReplies<A>, { value, address }: Found): Generator<Found> {
  if (Array.isArray(value)) {
    if (value.length === 0) yield { value: null, address };
    for (const each of value as unknown[]) yield* itemsIn(replies, { value: each, address });
    return;
  }
  if (!isFields(value) || replies.kinds.some((kind) => kind.is(value, address))) {
    yield { value, address };
    return;
  }
  if (isByAddress(value)) {
    for (const [key, each] of Object.entries(value)) yield* itemsIn(replies, { value: each, address: key });
    return;
  }
  const inside = replies.unwrap?.(value);
  const list = replies.lists.find((field) => Array.isArray(value[field]));
  if (inside !== undefined) yield* itemsIn(replies, { value: inside, address });
  else if (list !== undefined) yield* itemsIn(replies, { value: value[list], address });
  else yield { value, address };
}

function isByAddress(json: Fields): boolean {
  const keys = Object.keys(json);
  return keys.length > 0 && keys.every((key) => /^(https?:\/\/|\/)/.test(key));
}

function whatElse(value: unknown, server: string): string {
  if (isFields(value)) {
    const message = value.message ?? value.error;
    if (typeof message === 'string' && Object.keys(value).length <= 6) return 'an error message of the server';
  }
  return `no reply of ${server} that speaks of runs`;
}

function parseText<A extends Assembly>(file: string, text: string, { server, parseXml }: SavedReplies<A>): ParsedReply {
  if (parseXml && /^\uFEFF?\s*<(?!!doctype html|html)/i.test(text.slice(0, 500))) return parseXml(text);
  try {
    const json = JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
    return { json, lines: objectLines(json, text) };
  } catch {
    const start = text.slice(0, 500);
    if (/^\uFEFF?\s*<(!doctype html|html)/i.test(start)) {
      throw new FailureError(
        'sign_in_page',
        `${file} is a web page, perhaps a sign-in page: save the reply of the API instead.`,
      );
    }
    if (!/^\uFEFF?\s*[[{]/.test(start)) throw new FailureError('wrong_kind', `${file} is no reply of ${server}.`);
    throw new FailureError(
      'unreadable',
      `${file} is no complete JSON, so nothing was read from it: save the reply again.`,
    );
  }
}

function failureOf<A extends Assembly>(error: unknown, file: string, { help }: SavedReplies<A>): Failure {
  if (error instanceof FailureError) return error.failure;
  if (!(error instanceof Unusable)) throw error;
  return { kind: 'wrong_kind', sentence: `${file} cannot be used: ${error.message}; ${help}.` };
}
