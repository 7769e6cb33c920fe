import type { EventName, Events } from '../ipc/contract';
import type { FromEngine, ToEngine } from './engineCalls';
import { engineHandlers } from './engineHandlers';
import { toFailure } from './toFailure';

/**
 * The engine in a process of its own: store, imports and analysis never run on the main process or a window's thread.
 * The folder of the store is its only argument.
 */
const [storeFolder] = process.argv.slice(2);
const port = process.parentPort;

const emit = <E extends EventName>(event: E, payload: Events[E]): void => {
  send({ event, payload });
};
const opened = engineHandlers(storeFolder ?? '', emit);
// A store that cannot be opened is told to each call that needs it; it must not end the process before one came.
opened.catch(() => undefined);
const going = new Set<Promise<void>>();

port.on('message', ({ data }: { data: ToEngine }) => {
  if (data === 'close') void close();
  else {
    const answered = answer(data).finally(() => going.delete(answered));
    going.add(answered);
  }
});

async function answer({ id, name, argument }: Exclude<ToEngine, 'close'>): Promise<void> {
  try {
    const { handlers: table } = await opened;
    const handle = table[name] as (argument: unknown) => Promise<unknown>;
    send({ id, result: { ok: true, value: await handle(argument) } });
  } catch (error) {
    const failure = toFailure(error);
    if (failure.sentence.startsWith('Something unexpected')) console.error(error);
    send({ id, result: { ok: false, failure } });
  }
}

/** An edit that was asked for is saved; imports are broken off, and go on from there the next time. */
async function close(): Promise<void> {
  try {
    const { handlers, close: closeStore } = await opened;
    await handlers.cancelImport({ id: null });
    await Promise.all(going);
    await closeStore();
  } finally {
    process.exit();
  }
}

function send(message: FromEngine): void {
  port.postMessage(message);
}
