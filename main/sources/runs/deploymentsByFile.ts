import { parseServerInstant } from '../../domain/time/instant';
import { isFields } from '../../domain/history/parseFields';
import type { Run } from '../../domain/history/records';
import { readLines } from './readLines';
import { rejectedRow } from './row';
import type { Format, Row } from './row';

/**
 * The git history of files that say which image runs where, one commit a line: a deployment of the app (last part of the
 * path) to the environment (the part before). The commit is the request: whether it succeeded is not in it, so the word
 * of the source is `recorded`. A commit that leaves the image as it was deploys nothing and is `skipped`.
 */
export const deploymentsByFile: Format = {
  name: 'deployments recorded in git',
  async *read(file) {
    const imageOf = new Map<string, string | null>();
    for await (const { number, text } of readLines(file)) {
      if (text !== null && text.trim() === '') continue;
      yield deploymentRow(number, text ?? '', imageOf);
    }
  },
};

export function isDeploymentCommit(value: unknown): boolean {
  return (
    isFields(value) && ['commit', 'committer_date', 'path', 'content'].every((name) => typeof value[name] === 'string')
  );
}

function deploymentRow(line: number, text: string, imageOf: Map<string, string | null>): Row {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return rejectedRow(line, 'is not JSON');
  }
  if (!isFields(value) || !isDeploymentCommit(value)) {
    return rejectedRow(
      line,
      'is not a commit of a deployment file: commit, committer_date, path or content is missing',
    );
  }
  const [commit, path, content] = [value['commit'], value['path'], value['content']].map(String) as [
    string,
    string,
    string,
  ];
  const at = parseServerInstant(value['committer_date']);
  if (at === null) return rejectedRow(line, 'committer_date is not a real moment with its zone', commit);
  const [environment, app] = path.split('/').slice(-2);
  if (!environment || !app) return rejectedRow(line, 'path does not end in ENVIRONMENT/APP', commit);
  const image = value['status'] === 'D' ? null : imageTag(content);
  const before = imageOf.get(path) ?? null;
  imageOf.set(path, image);
  const outcome = image === null || image === before ? 'skipped' : 'passed';
  const { author, ...rest } = value;
  return { line, record: deployment({ id: `${commit}:${path}`, app, environment, at, image, outcome, author, rest }) };
}

interface Deployment {
  id: string;
  app: string;
  environment: string;
  at: number;
  image: string | null;
  outcome: 'passed' | 'skipped';
  author: unknown;
  rest: Record<string, unknown>;
}

function deployment({ id, app, environment, at, image, outcome, author, rest }: Deployment): Run {
  return {
    record: 'run',
    source: '',
    id,
    pipeline: app,
    number: null,
    attempt: 1,
    url: null,
    trigger: 'push',
    actor: typeof author === 'string' && author !== '' ? author : null,
    outcome,
    sourceOutcome: outcome === 'passed' ? 'recorded' : 'image unchanged',
    // The moment of the commit is when the deployment was asked for and the only one that is known of it.
    queuedAt: at,
    startedAt: null,
    finishedAt: at,
    revisions:
      image === null
        ? []
        : [{ material: `image:${app}`, branch: null, revision: image, committedAt: null, author: null, message: null }],
    changes: [],
    upstream: [],
    environment,
    marks: [],
    stages: [],
    more: rest,
  };
}

/** Read as text, because YAML would turn a tag such as 1234e5 into a number. */
function imageTag(content: string): string | null {
  const match = /^image_tag:[ \t]*(['"]?)([^'"\n\r#]*?)\1[ \t\r]*(?:#.*)?$/m.exec(content);
  return match?.[2] || null;
}
