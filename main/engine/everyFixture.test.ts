import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FailureError } from '../failure';
import { sourceOf } from '../sources/registry';
import { testContext } from '../sources/testing/testImport';
import { sayFigures } from '../testing/soak';
import { recognise } from './recognise';

const fixtures = path.resolve(import.meta.dirname, '../../../shared/fixtures');
const isThere = existsSync(fixtures);
if (!isThere) console.warn(`SKIPPED: recorded replies are not at ${fixtures}`);

/** What one file brings when it is dropped alone; a reply that tells of no run by itself says so, or is no history at all. */
interface Brought {
  records: number;
  setAside: number;
  sentences: string[];
  isKnown: boolean;
}

type Counts = [files: number, records: number, setAside: number, unknown: number];

test.skipIf(!isThere)(
  'every recorded file alone brings its records, or says in a sentence why it has none',
  async () => {
    const folders = readdirSync(fixtures, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const counted: Record<string, Counts> = {};
    for (const { name } of folders) {
      const entries = readdirSync(path.join(fixtures, name), { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
      const all: Brought[] = [];
      for (const file of files) {
        const brought = await read(file);
        const isSilent = brought.isKnown && brought.records + brought.setAside + brought.sentences.length === 0;
        expect(isSilent, `${file} brings nothing and says nothing`).toBe(false);
        all.push(brought);
      }
      const sum = (count: (one: Brought) => number): number => all.reduce((total, one) => total + count(one), 0);
      const unknown = sum((one) => Number(!one.isKnown));
      counted[name] = [files.length, sum((one) => one.records), sum((one) => one.setAside), unknown];
    }
    const total = (at: number): number => Object.values(counted).reduce((all, counts) => all + (counts[at] ?? 0), 0);
    sayFigures('recorded files, each alone', {
      ...{
        files: total(0),
        records: total(1),
        'rows set aside with a reason': total(2),
        'no history of any source': total(3),
      },
    });
    expect(counted).toEqual(expected);
  },
);

/** Files, records, rows set aside with their reason, files that are no history any source reads. */
const expected: Record<string, Counts> = {
  argocd: [1, 2, 0, 0],
  azuredevops: [9, 30, 1, 0],
  bamboo: [26, 45, 20, 0],
  bitbucket: [6, 48, 10, 0],
  buildkite: [6, 4, 0, 0],
  cctray: [2, 0, 0, 2],
  circleci: [6, 11, 24, 0],
  generic: [24, 17_180, 0, 5],
  github: [30, 109, 13, 0],
  gitlab: [13, 139, 0, 0],
  gocd: [50, 139, 24, 21],
  jenkins: [23, 35, 13, 0],
  octopus: [2, 0, 0, 2],
  teamcity: [8, 2, 1_001, 0],
  travis: [2, 11, 0, 0],
};

async function read(file: string): Promise<Brought> {
  const brought: Brought = { records: 0, setAside: 0, sentences: [], isKnown: true };
  const source = sourceOf((await recognise(file)).kind ?? '');
  if (!source) return { ...brought, isKnown: false };
  const request = { files: [file], pipelines: [], since: null, until: null };
  try {
    for await (const event of source.read(request, testContext())) {
      if (event.type === 'partFailed') brought.sentences.push(event.failure.sentence);
      if (event.type !== 'page') continue;
      brought.records += event.records.length;
      brought.setAside += event.rejected?.length ?? 0;
    }
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    brought.sentences.push(error.message);
  }
  return brought;
}
