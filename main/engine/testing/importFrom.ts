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
