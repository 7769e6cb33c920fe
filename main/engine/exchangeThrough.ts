import path from 'node:path';
import { notesOf } from '../domain/notes/retroNotes';
import { conflicts } from '../domain/notes/shownNotes';
import type { Retro } from '../domain/retro/retro';
import { FailureError } from '../failure';
import type { ExchangeOutcome } from '../ipc/messages/sharing';
import type { Store } from '../store/store';
import { exchangeFolder } from './exchange';
import type { GivenNotes } from './readNotes';

/** One exchange through a folder, which is remembered for the next; `chosen` null: through the one remembered. */
export async function exchangeThrough(
  store: Store,
  retro: Retro,
  chosen: string | null,
): Promise<Omit<ExchangeOutcome, 'state'>> {
  // Else a teammate's folder would be written before the store refuses what came back.
  if (store.readOnly !== null) throw new FailureError('read_only', store.readOnly);
  const folder = chosen ?? (await store.sharedFolder(retro.name));
  if (folder === null) {
    throw new FailureError('wrong_input', `${retro.name} was exchanged through no folder yet; choose one.`);
  }
  const { given, changes } = await exchangeFolder(store, retro, folder);
  await store.saveSharedFolder(retro.name, folder);
  const after = (await store.retro(retro.name)) ?? retro;
  const toSettle = conflicts(notesOf(after)).length;
  return { folder: nameOfFolder(folder), changes, toSettle, problems: given.flatMap(problemsOf) };
}

/** What people call a folder: the last part of its path, or all of it where it is a whole drive. */
export function nameOfFolder(folder: string): string {
  return path.basename(folder) || folder;
}

function problemsOf({ file, problems, failure }: GivenNotes): string[] {
  if (failure) return [failure.sentence];
  const [first, ...more] = problems;
  if (!first) return [];
  const others = more.length === 0 ? '' : ` (and ${String(more.length)} more)`;
  return [`${path.basename(file)}, line ${String(first.line)}: ${first.reason}; this line${others} was left out.`];
}
