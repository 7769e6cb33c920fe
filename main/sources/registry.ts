import type { Source, SourceKind } from './source';
import { git } from './git/source';
import { github } from './github/source';
import { gocd } from './gocd/source';
import { runs } from './runs/source';

/** Every source there is. A new one is a folder and a line here. */
export const sources: readonly Source[] = [gocd, github, git, runs];

export function sourceOf(kind: string): Source | null {
  return sources.find((source) => source.info.kind === (kind as SourceKind)) ?? null;
}
