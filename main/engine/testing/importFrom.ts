import { printRecord } from '../../domain/history/printRecord';
import type { ImportRequest } from '../importOrders';
import type { Store } from '../../store/store';

export const retro = 'saas';

/** The order to take in all that the GitHub of the tests has. */
export function orderOf(url: string): ImportRequest {
  const what = { kind: 'github', url, projects: ['o/app'], token: 'tok' };
  return { retro, ...what, files: [], pipelines: [], since: null, until: null };
}

/** Everything a store knows from a server, in its one order, so that two stores can be compared; not when it was asked. */
export async function contentOf(store: Store): Promise<string> {
  const history = store.history(retro);
  const lines: string[] = [];
  for await (const record of history.records()) lines.push(`${record.source} ${printRecord(record)}`);
  const sources = history.coverage().map((coverage) => {
    const { cursor, unfinished } = history.known(coverage.source);
    return JSON.stringify({ coverage, cursor, unfinished });
  });
  return [...lines, ...sources].join('\n');
}

/** The first line in which two stores differ, cut to where they part; null where they are the same. */
export function firstDifference(a: string, b: string): { line: number; a: string; b: string } | null {
  const [left, right] = [a.split('\n'), b.split('\n')];
  const line = [...left, ''].findIndex((text, n) => text !== (right[n] ?? ''));
  if (line < 0 && left.length === right.length) return null;
  const at = Math.max(line, 0);
  const [one, other] = [left[at] ?? '', right[at] ?? ''];
  let from = 0;
  while (from < one.length && one[from] === other[from]) from += 1;
  return {
    line: at + 1,
    a: one.slice(Math.max(0, from - 80), from + 80),
    b: other.slice(Math.max(0, from - 80), from + 80),
  };
}
