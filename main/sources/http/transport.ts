/** What is asked of a reply's headers. */
export interface ReplyHeaders {
  get(name: string): string | null;
}

/** The beginning of a reply; `body` is read once, piece by piece, and throws where the connection breaks. */
export interface TransportReply {
  status: number;
  headers: ReplyHeaders;
  body: AsyncIterable<Uint8Array>;
}

/** Sends one GET and follows nothing by itself: redirects come back as replies. */
export type Transport = (
  url: string,
  request: { headers: Record<string, string>; signal: AbortSignal },
) => Promise<TransportReply>;

/** Node's own fetch. The only place of the sources that touches the network. */
export const fetchTransport: Transport = async (url, { headers, signal }) => {
  const reply = await fetch(url, { headers, signal, redirect: 'manual', credentials: 'omit' });
  return {
    status: reply.status,
    headers: reply.headers,
    body: reply.body ?? new ReadableStream<Uint8Array>({ start: (empty) => empty.close() }),
  };
};
