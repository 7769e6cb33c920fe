import { FailureError } from '../failure';
import type { EventName, Events } from '../ipc/contract';
import type { ImportNews } from '../ipc/messages/importing';
import type { Store } from '../store/store';
import type { Engine } from './engine';
import type { EngineHandlers } from './engineCalls';
import { placeOf } from './importOrders';
import { ImportQueue } from './importQueue';
import { lastWord } from './lastWord';
import { machineZone } from './newRetro';
import { previewImport } from './previewImport';
import { noProgress } from '../sources/source';

type ImportCalls = 'previewImport' | 'startImport' | 'cancelImport' | 'knownServers';

/** Looks and imports of a window: side by side, each with its own news, each to be cancelled by its id. */
export function importHandlers(
  now: () => { store: Store; engine: Engine },
  emit: <E extends EventName>(event: E, payload: Events[E]) => void,
): Pick<EngineHandlers, ImportCalls> {
  const queue = new ImportQueue();
  const going = new Map<string, AbortController>();

  /** Work under an id, with a voice that is heard ten times a second at most. */
  const watched = async <T>(
    id: string,
    work: (signal: AbortSignal, say: (news: Omit<ImportNews, 'id'>) => void) => Promise<T>,
  ): Promise<T> => {
    if (going.has(id)) throw new FailureError('wrong_input', 'This import is going on already.');
    const stop = new AbortController();
    going.set(id, stop);
    const { say, end } = lastWord<Omit<ImportNews, 'id'>>((news) => {
      emit('importProgress', { id, ...news });
    });
    try {
      return await work(stop.signal, say);
    } finally {
      end();
      going.delete(id);
    }
  };

  return {
    previewImport: ({ id, ...order }) =>
      watched(id, async (signal, say) => {
        const { store } = now();
        const zone = (await store.retro(order.retro))?.environments.zone ?? machineZone();
        let progress = noProgress;
        return previewImport(order, store.history(order.retro), zone, {
          signal,
          progress: (change) => {
            progress = { ...progress, ...change };
            say({ queued: null, progress });
          },
        });
      }),
    startImport: ({ id, ...order }) =>
      watched(id, (signal, say) =>
        queue.run(
          placeOf(order),
          signal,
          () => {
            say({ queued: null, progress: null });
            const progress = (counts: NonNullable<ImportNews['progress']>): void =>
              say({ queued: null, progress: counts });
            return now().engine.import(order, { dryRun: false, signal, progress });
          },
          (queued) => say({ queued, progress: null }),
        ),
      ),
    cancelImport: ({ id }) => {
      for (const [name, stop] of going) if (id === null || id === name) stop.abort();
      return Promise.resolve();
    },
    knownServers: async ({ retro }) => {
      await now().engine.retro(retro);
      return now().store.history(retro).servers();
    },
  };
}
