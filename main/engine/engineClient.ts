import { utilityProcess, type UtilityProcess } from 'electron';
import { FailureError, type Failure } from '../failure';
import type { EventName, Events } from '../ipc/contract';
import { builtFile } from '../windows/builtFile';
import type { EngineCallName, EngineCalls, FromEngine, ToEngine } from './engineCalls';

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** A save takes milliseconds; an engine that has not let go by then is stuck. */
const closeWithinMs = 2_000;
const stopped =
  'The part of Shiplapse that reads and saves stopped unexpectedly; what was saved is safe. Do it again, please.';

/** The main process's end of the engine. When the engine dies, what waits fails with a sentence; the next call starts it anew. */
export class EngineClient {
  private child: UtilityProcess | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  constructor(
    private readonly storeFolder: string,
    private readonly onEvent: <E extends EventName>(event: E, payload: Events[E]) => void,
  ) {}

  call<K extends EngineCallName>(name: K, argument: EngineCalls[K]['argument']): Promise<EngineCalls[K]['reply']> {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.post({ id, name, argument });
    });
  }

  /** Lets the engine finish what it was asked before, and ends it. Never waits longer than two seconds. */
  close(): Promise<void> {
    const { child } = this;
    if (child === null) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        child.kill();
        resolve();
      }, closeWithinMs);
      child.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      this.post('close');
    });
  }

  private post(message: ToEngine): void {
    this.child ??= this.start();
    this.child.postMessage(message);
  }

  private start(): UtilityProcess {
    const child = utilityProcess.fork(builtFile('main', 'engineProcess.js'), [this.storeFolder], {
      serviceName: 'Shiplapse engine',
      stdio: 'inherit',
    });
    child.on('message', (message: FromEngine) => {
      this.receive(message);
    });
    // Not at once again: an engine that cannot start would only go round in circles.
    child.on('exit', () => {
      this.child = null;
      this.failAll({ kind: 'storage', sentence: stopped });
    });
    return child;
  }

  private receive(message: FromEngine): void {
    if ('event' in message) {
      this.onEvent(message.event, message.payload);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.result.ok) waiting?.resolve(message.result.value);
    else waiting?.reject(FailureError.of(message.result.failure));
  }

  private failAll(failure: Failure): void {
    for (const { reject } of this.waiting.values()) reject(FailureError.of(failure));
    this.waiting.clear();
  }
}
