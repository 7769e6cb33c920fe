import path from 'node:path';
import { notesEnding } from '../domain/notes/sharedFolder';
import type { EngineClient } from '../engine/engineClient';
import type { Handlers } from './answerCalls';
import type { SharedForm } from './messages/sharing';
import type { Handles } from './handles';

/** How the names of files end, and what a save dialog calls them. */
const files: Record<SharedForm, { ending: string; words: string }> = {
  retro: { ending: '.shiplapse', words: 'Retro file' },
  notes: { ending: notesEnding, words: 'Notes file' },
  csv: { ending: '.milestones.csv', words: 'CSV table' },
  ics: { ending: '.milestones.ics', words: 'Calendar' },
  grafana: { ending: '.grafana.json', words: 'Grafana annotations' },
  json: { ending: '.milestones.json', words: 'JSON' },
};

/** What is given to teammates: by a file, or through a folder that several people share. */
export function shareHandlers(
  engine: EngineClient,
  handles: Handles,
  chooseTarget: (retro: string, ending: string, words: string) => Promise<string | null>,
): Pick<Handlers, 'saveShared' | 'sharedFolder' | 'exchange'> {
  return {
    saveShared: async ({ retro, form }) => {
      const file = await chooseTarget(retro, files[form].ending, files[form].words);
      if (file === null) return null;
      const bytes = await engine.call('exportShared', { retro, form, path: file });
      return { handle: handles.give(file), name: path.basename(file), bytes };
    },
    sharedFolder: (argument) => engine.call('sharedFolder', argument),
    exchange: ({ retro, folder }) =>
      engine.call('exchangeThrough', { retro, folder: folder === null ? null : handles.pathOf(folder) }),
  };
}
