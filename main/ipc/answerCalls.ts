import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import * as v from 'valibot';
import { toFailure } from '../engine/toFailure';
import { appOrigin } from '../windows/appProtocol';
import { argumentParsers } from './argumentParsers';
import type { Argument, CallName, Reply, Result } from './contract';
import { callNames } from './names';

/** Who called: handlers that only one kind of window may use look at it. */
export interface Caller {
  contentsId: number;
}

export type Handlers = { [K in CallName]: (argument: Argument<K>, caller: Caller) => Promise<Reply<K>> };

/**
 * The one place where a page's call comes in: from the main frame of a page of ours, with an argument its schema
 * accepts. Every answer is a value; nothing is thrown over the border.
 */
export function answerCalls(handlers: Handlers): void {
  for (const name of callNames) {
    ipcMain.handle(`shiplapse:${name}`, (event, argument: unknown) =>
      answer(event, () => call(handlers, name, argument, event)),
    );
  }
}

/** Paths of dropped files, looked up by the preload; only it can make this call with a path that is real. */
export function answerOffers(handle: (paths: string[]) => Promise<unknown>): void {
  const schema = v.pipe(v.array(v.pipe(v.string(), v.maxLength(10_000))), v.maxLength(1_000));
  ipcMain.handle('shiplapse:offerFiles', (event, paths: unknown) =>
    answer(event, () => handle(v.parse(schema, paths))),
  );
}

function call<K extends CallName>(
  handlers: Handlers,
  name: K,
  argument: unknown,
  event: IpcMainInvokeEvent,
): Promise<Reply<K>> {
  // To the schema of an object a list looks like an empty one; no call takes a list.
  const parsed = v.parse(argumentParsers[name], Array.isArray(argument) ? null : argument);
  return handlers[name](parsed, { contentsId: event.sender.id });
}

async function answer<T>(event: IpcMainInvokeEvent, work: () => Promise<T>): Promise<Result<T>> {
  try {
    if (!isOurs(event)) return { ok: false, failure: { kind: 'refused_address', sentence: 'This page may not ask.' } };
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof v.ValiError) {
      return {
        ok: false,
        failure: { kind: 'wrong_input', sentence: 'The window asked for something it may not ask.' },
      };
    }
    const failure = toFailure(error);
    if (failure.sentence.startsWith('Something unexpected')) console.error(error);
    return { ok: false, failure };
  }
}

function isOurs(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  // `new URL().origin` knows no origin of a scheme of ours, so the beginning of the address is looked at.
  return frame !== null && frame === event.sender.mainFrame && frame.url.startsWith(`${appOrigin}/`);
}
