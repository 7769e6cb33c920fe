import path from 'node:path';
import { isFields } from '../../domain/history/parseFields';
import { readLines } from './readLines';
import { rejectedRow, rowOf } from './row';
import type { Format, Row } from './row';

/** An export of a git log, one commit a line, with the files each commit changed. Parents and branches are not in it. */
export const commitExport: Format = {
  name: 'commits exported from git',
  async *read(file) {
    const material = `git:${path.basename(file.path).replace(/\.[^.]*$/, '')}`;
    for await (const { number, text } of readLines(file)) {
      if (text !== null && text.trim() === '') continue;
      yield commitRow(number, text ?? '', material);
    }
  },
};

export function isExportedCommit(value: unknown): boolean {
  return isFields(value) && typeof value['commit'] === 'string' && typeof value['committer_date'] === 'string';
}

function commitRow(line: number, text: string, material: string): Row {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return rejectedRow(line, 'is not JSON');
  }
  if (!isFields(value) || !isExportedCommit(value)) {
    return rejectedRow(line, 'is not an exported commit: commit or committer_date is missing');
  }
  const { commit, author, author_date, committer_date, subject, ...rest } = value;
  return rowOf(line, {
    ...rest,
    record: 'commit',
    material,
    revision: commit,
    committedAt: committer_date,
    authoredAt: author_date,
    author,
    message: subject,
  });
}
