import { exportPageFor, exportPageIsReady } from '../exports/exportWindow';
import { FailureError } from '../failure';
import { filmHandlers } from './filmHandlers';
import type { Handlers } from './answerCalls';
import { callNames } from './names';

/** Without a window of the user's, only the hidden windows of an export may call, and only for their page. */
export function exportOnlyHandlers(): Handlers {
  const refuse = (): Promise<never> =>
    Promise.reject(new FailureError('refused_address', 'No window is open that may ask this.'));
  const refused = Object.fromEntries(callNames.map((name) => [name, refuse])) as unknown as Handlers;
  return {
    ...refused,
    ...filmHandlers,
    exportPage: (_, { contentsId }) => Promise.resolve(exportPageFor(contentsId)),
    exportPageReady: ({ problem }, { contentsId }) => {
      exportPageIsReady(contentsId, problem);
      return Promise.resolve();
    },
  };
}
