import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { EventName, Events, Result } from './ipc/contract';
import type { PickedFile } from './ipc/messages/given';
import { callNames, eventNames } from './ipc/names';

/** One function a call; the page sees no channel, no event object and no path. */
const calls = Object.fromEntries(
  callNames.map((name) => [name, (argument?: unknown) => ipcRenderer.invoke(`shiplapse:${name}`, argument)]),
);

function on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void {
  if (!eventNames.includes(event)) return () => undefined;
  const forward = (_: unknown, payload: Events[E]): void => {
    listener(payload);
  };
  const channel = `shiplapse:event:${event}`;
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.removeListener(channel, forward);
  };
}

/** Dropped files: their paths are looked up here and go to the main process; the page gets handles back. */
function offerFiles(files: File[]): Promise<Result<PickedFile[]>> {
  const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
  return ipcRenderer.invoke('shiplapse:offerFiles', paths) as Promise<Result<PickedFile[]>>;
}

const about = Object.fromEntries(
  ['version', 'platform', 'testing'].map((key) => [key, argumentOf(key)]),
) as unknown as Record<'version' | 'platform' | 'testing', string>;

contextBridge.exposeInMainWorld('shiplapse', {
  ...calls,
  on,
  offerFiles,
  about: { ...about, testing: about.testing === 'true' },
});

function argumentOf(key: string): string {
  const prefix = `--shiplapse-${key}=`;
  return process.argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length) ?? '';
}
