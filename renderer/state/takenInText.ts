import type { TakenIn } from '../../main/ipc/messages/given';

const mostReasons = 2;

/** What came in from a file and what could not be read of it, for people. */
export function takenInText(file: string, { added, changed, removed, leftOut }: TakenIn): string {
  const counts = { added, changed, removed };
  const told = Object.entries(counts).flatMap(([word, count]) => (count > 0 ? [`${String(count)} ${word}`] : []));
  const came = told.length > 0 ? told.join(', ') : 'nothing new';
  if (leftOut.length === 0) return `From ${file}: ${came}.`;
  const more = leftOut.length > mostReasons ? `; and ${String(leftOut.length - mostReasons)} more` : '';
  return `From ${file}: ${came}. Left out: ${leftOut.slice(0, mostReasons).join('; ')}${more}.`;
}
