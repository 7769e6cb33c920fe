import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { annotationForms, printAnnotations } from '../domain/notes/annotations/annotationForms';
import type { Milestone } from '../domain/retro/milestone';
import { recognise } from './recognise';

const milestone: Milestone = {
  id: 'gate',
  kind: 'highlight',
  at: Date.UTC(2014, 5, 2, 8),
  until: null,
  title: 'Baklava before dumpling',
  text: '',
  gained: '',
  cost: '',
  tags: [],
  author: '',
  anchors: [],
  status: 'accepted',
};

const how = { zone: 'UTC', withPeople: false };
const given = [
  ...annotationForms.map((form) => ({
    name: form === 'grafana' ? 'grafana.json' : `annotations.${form}`,
    text: printAnnotations(form, [milestone], how),
    holds: 'milestones',
  })),
  { name: 'theirs.jsonl', text: '{"record":"notes","version":1}\n', holds: 'notes' },
  { name: 'Torn.SHIPLAPSE', text: 'PK', holds: 'retro' },
  { name: 'costs.csv', text: 'at,amount\n2014-06-02,12\n', holds: null },
  { name: 'empty.json', text: '{}', holds: null },
];

test.each(given)('$name holds $holds', async ({ name, text, holds }) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'shiplapse-given-'));
  await writeFile(path.join(folder, name), text);
  expect(await recognise(path.join(folder, name))).toMatchObject({ name, kind: null, holds });
  await rm(folder, { recursive: true });
});
