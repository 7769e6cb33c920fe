import type { NoteKind } from '../../main/domain/notes/noteWrite';
import type { ExchangeOutcome } from '../../main/ipc/messages/sharing';
import { countText } from '../controls/text/numbers';

const things: Record<NoteKind, [one: string, many: string]> = {
  milestone: ['milestone', 'milestones'],
  action: ['action', 'actions'],
  slide: ['slide', 'slides'],
  confidence: ['confidence line', 'confidence lines'],
};

/** What an exchange brought, in a sentence or two. */
export function exchangeWords({
  folder,
  changes,
  toSettle,
}: Pick<ExchangeOutcome, 'folder' | 'changes' | 'toSettle'>): string {
  const brought = (['added', 'changed', 'removed'] as const).flatMap((what) => {
    const counts = Object.entries(things).flatMap(([kind, [one, many]]) => {
      const count = changes.filter((change) => change.what === what && change.kind === kind).length;
      return count === 0 ? [] : [countText(count, one, many)];
    });
    return counts.length === 0 ? [] : [`${counts.join(', ')} ${what}`];
  });
  const came = brought.length === 0 ? 'nothing new came in' : brought.join('; ');
  const settle = toSettle === 0 ? '' : ` ${countText(toSettle, 'difference')} to settle.`;
  return `Exchanged with ${folder}: ${came}.${settle}`;
}
