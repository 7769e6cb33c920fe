import { FailureError } from '../../failure';
import type { ReplyHeaders, TransportReply } from './transport';
import { Trouble } from './trouble';

/** The whole body as text. `onPiece` is called with each piece, so that only silence counts as a time-out. */
export async function readBody(
  reply: TransportReply,
  maxBytes: number,
  address: string,
  onPiece: () => void,
): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of reply.body) {
    onPiece();
    bytes += piece.byteLength;
    if (bytes > maxBytes) throw tooLarge(address, maxBytes);
    pieces.push(piece);
  }
  return new TextDecoder().decode(Buffer.concat(pieces));
}

export function isHtml(headers: ReplyHeaders, text: string): boolean {
  if (/^\s*(text\/html|application\/xhtml\+xml)/i.test(headers.get('content-type') ?? '')) return true;
  return /^\s*<(!doctype html|html[\s>])/i.test(text.slice(0, 500));
}

/** A body that is no JSON was cut on the way as a rule, so it is worth another try; `null` was meant and is not. */
export function parseJsonBody(text: string, address: string): unknown {
  const json = parse(text);
  if (json === null) {
    throw new FailureError(
      'unreadable',
      `${address} answered "null" instead of data: check the address and the names given.`,
    );
  }
  return json;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Trouble('garbled');
  }
}

function tooLarge(address: string, maxBytes: number): FailureError {
  const size = `${Math.floor(maxBytes / 1024 / 1024)} MB`;
  return new FailureError(
    'unreadable',
    `The reply of ${address} is larger than ${size} and was not read: ask for less at a time.`,
  );
}
