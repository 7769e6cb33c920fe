import type { ImportOrder } from '../../main/ipc/messages/importing';
import type { KnownServer } from '../../main/ipc/contract';

/** One order for each server and choice of pipelines: its projects are read one after the other anyway. */
export function ordersOf(retro: string, servers: readonly KnownServer[]): { order: ImportOrder; host: string }[] {
  const groups = new Map<string, KnownServer[]>();
  for (const server of servers) {
    const key = JSON.stringify([server.kind, server.url, server.pipelines]);
    groups.set(key, [...(groups.get(key) ?? []), server]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const order: ImportOrder = {
      id: '',
      retro,
      kind: first.kind,
      files: [],
      url: first.url,
      projects: group.flatMap(({ project }) => project ?? []),
      pipelines: first.pipelines,
      since: null,
      until: null,
      token: null,
      keepToken: false,
    };
    return [{ order, host: URL.parse(first.url)?.host ?? first.url }];
  });
}
