import { utilityProcess, type UtilityProcess } from 'electron';
import { FailureError, type Failure } from '../failure';
import type { EventName, Events } from '../ipc/contract';
import { builtFile } from '../windows/builtFile';
import type { EngineCallName, EngineCalls, FromEngine, ToEngine } from './engineCalls';

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** The main process's end of the engine. When the engine dies, what waits fails with a sentence and it is started anew. */
export class EngineClient {
  private child: UtilityProcess;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private closing = false;

  constructor(
    private readonly storeFolder: string,
    private readonly onEvent: <E extends EventName>(event: E, payload: Events[E]) => void,
  ) {
    this.child = this.start();
  }

  call<K extends EngineCallName>(name: K, argument: EngineCalls[K]['argument']): Promise<EngineCalls[K]['reply']> {
    this.lastId += 1;
    const message: ToEngine = { id: this.lastId, name, argument };
    return new Promise((resolve, reject) => {
      this.waiting.set(message.id, { resolve: resolve as (value: unknown) => void, reject });
      this.child.postMessage(message);
    });
  }

  close(): void {
    this.closing = true;
    this.child.kill();
  }

  private start(): UtilityProcess {
    const child = utilityProcess.fork(builtFile('main', 'engineProcess.js'), [this.storeFolder], {
      serviceName: 'Shiplapse engine',
      stdio: 'inherit',
    });
    child.on('message', (message: FromEngine) => {
      this.receive(message);
    });
    child.on('exit', () => {
      this.failAll({ kind: 'storage', sentence: 'The engine stopped unexpectedly; what was saved is safe. Try again.' });
      if (!this.closing) this.child = this.start();
    });
    return child;
  }

  private receive(message: FromEngine): void {
    if ('event' in message) {
      this.onEvent(message.event, message.payload as never);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.result.ok) waiting?.resolve(message.result.value);
    else waiting?.reject(new FailureError(message.result.failure.kind, message.result.failure.sentence));
  }

  private failAll(failure: Failure): void {
    for (const { reject } of this.waiting.values()) reject(new FailureError(failure.kind, failure.sentence));
    this.waiting.clear();
  }
}
