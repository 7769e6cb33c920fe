import type { Source, SourceKind } from './source';
import { circleci } from './circleci/source';
import { devlake } from './devlake/source';
import { azure } from './azure/source';
import { buildkite } from './buildkite/source';
import { teamcity } from './teamcity/source';
import { bitbucket } from './bitbucket/source';
import { bamboo } from './bamboo/source';
import { travis } from './travis/source';
import { argocd } from './argocd/source';
import { git } from './git/source';
import { github } from './github/source';
import { gitlab } from './gitlab/source';
import { gocd } from './gocd/source';
import { jenkins } from './jenkins/source';
import { runs } from './runs/source';

/** Every source there is. A new one is a folder and a line here. */
export const sources: readonly Source[] = [
  gocd,
  github,
  gitlab,
  jenkins,
  circleci,
  azure,
  devlake,
  buildkite,
  teamcity,
  bitbucket,
  bamboo,
  travis,
  argocd,
  git,
  runs, // The neutral format comes last: it takes what no other knows.
];

export function sourceOf(kind: SourceKind): Source | null {
  return sources.find((source) => source.info.kind === kind) ?? null;
}
