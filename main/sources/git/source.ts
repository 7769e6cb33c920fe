import path from 'node:path';
import type { FileSample, Recognition, Source } from '../source';
import { readRepositories } from './readRepository';

/** The history of a git repository, read by the program git from a folder; nothing is fetched from anywhere. */
export const git: Source = {
  info: {
    kind: 'git',
    name: 'Git repository',
    gives: { stages: 'partly', environments: 'partly', changes: 'yes', upstream: 'partly', people: 'yes' },
    notes: [
      'Commits, with the branch on whose first-parent line each was made; commits of branches that were merged and deleted have no branch.',
      'Tags are releases: runs of the pipeline "release" that deploy nowhere by themselves.',
      'Stages and environments are those that the configuration of the pipelines declared over time (GitHub Actions, GitLab CI, CircleCI, Azure Pipelines, Travis CI, Bitbucket Pipelines, Buildkite, Jenkinsfile, cruise-config.xml), not what was run.',
      'Feature toggles, from every version of the files that list them: those named with --toggles, and toggles, features, flags, feature-toggles or feature-flags (.yml, .json, .properties, .toml) at the top, in config, conf or src/main/resources. A toggle is there from the commit that added it until the one that removed it.',
      'A shallow clone has only the commits that are in it.',
    ],
    auth: null,
    live: false,
    project: null,
    exampleUrl: null,
    files: 'The folder of a checkout or of a bare repository.',
  },
  read: readRepositories,
  recognise,
};

function recognise(sample: FileSample): Recognition | null {
  if (!sample.isFolder || !sample.isGitFolder) return null;
  const name = path.basename(path.resolve(sample.path)).replace(/\.git$/, '');
  return { kind: 'git', what: `Git repository ${name}`, confidence: 1 };
}
