import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { recordedReplies } from '../sources/testing/recorded';
import { recognise } from './recognise';

const kinds = ['gocd', 'github', 'gitlab', 'jenkins', 'circleci', 'azure'];
for (const kind of kinds) {
  const { folder, recorded } = recordedReplies(kind === 'azure' ? 'azuredevops' : kind);
  recorded(`every recorded reply of ${kind} is taken for one, when it is dropped`, async () => {
    const names = readdirSync(folder).filter((name) => /\.(json|csv)$/.test(name));
    const found = await Promise.all(names.map((name) => recognise(path.join(folder, name))));
    expect(names.filter((_, index) => found[index]?.kind !== kind)).toEqual([]);
  });
}
