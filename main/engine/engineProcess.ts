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
const handlers = engineHandlers(storeFolder ?? '', emit);

port.on('message', ({ data }: { data: ToEngine }) => {
  void answer(data);
});

async function answer({ id, name, argument }: ToEngine): Promise<void> {
  try {
    const { handlers: table } = await handlers;
    const handle = table[name] as (argument: unknown) => Promise<unknown>;
    send({ id, result: { ok: true, value: await handle(argument) } });
  } catch (error) {
    const failure = toFailure(error);
    if (failure.sentence.startsWith('Something unexpected')) console.error(error);
    send({ id, result: { ok: false, failure } });
  }
}

function send(message: FromEngine): void {
  port.postMessage(message);
}
