import JSZip from 'jszip';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { PeopleShown } from '../domain/people/peopleShown';
import { Engine } from '../engine/engine';
import { peopled, secrets } from '../retroFile/testing/peopled';
import { openStore } from '../store/store';
import { metricsCsv } from './csv';
import type { ExportInput } from './exportInput';
import { deckHtml } from './html/deckHtml';
import { deckMarkdown } from './markdown';
import { exportNotes } from './notes';
import { deckPptx } from './pptx/deckPptx';

const folder = await mkdtemp(path.join(os.tmpdir(), 'shiplapse-people-'));
const engine = new Engine(await peopled(await openStore(path.join(folder, 'store'), { lock: 'write' })));

afterAll(async () => {
  await engine.store.close();
  await rm(folder, { recursive: true, force: true });
});

test('without people no byte of any export names anybody', async () => {
  const plain = await exportsOf('shown');
  const masked = await exportsOf('replaced');
  for (const format of ['html', 'md', 'pptx', 'notes']) expect(namedIn(plain[format]), format).not.toEqual([]);
  for (const [format, parts] of Object.entries(masked)) expect([format, namedIn(parts)]).toEqual([format, []]);
});

test('the same data without people is still about the same things', async () => {
  const [plain, masked] = [await engine.exportInput('pasty', 'shown'), await engine.exportInput('pasty', 'replaced')];
  const shape = ({ page: { deck, facts } }: ExportInput): unknown => [
    deck.slides.map(({ kind, numbers }) => [kind, numbers.length]),
    facts.evolution.nodes.map(({ kind, x, y, runs }) => [kind, x, y, runs]),
    facts.weeks,
  ];
  expect(shape(masked)).toEqual(shape(plain));
  const ids = new Set(masked.page.facts.evolution.nodes.map(({ id }) => id));
  for (const { from, to } of masked.page.facts.evolution.edges)
    expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
});

test('slides say what, not who, until people are switched on', async () => {
  const ownersOf = async (people: PeopleShown): Promise<string[]> =>
    (await engine.deck('pasty', people)).slides.flatMap(({ actions }) => actions.map(({ owner }) => owner));
  expect(await ownersOf('hidden')).toEqual(['']);
  expect(await ownersOf('shown')).toEqual(['Priya Natarajan <priya@mingle.example>']);
});

/** Every part of every format that is written without a window, compressed ones unpacked. */
async function exportsOf(people: PeopleShown): Promise<Record<string, Buffer[]>> {
  const { page, metrics } = await engine.exportInput('pasty', people);
  const notes = path.join(folder, `${people}.jsonl`);
  await exportNotes(engine, 'pasty', notes, { withoutPeople: people === 'replaced' });
  return {
    csv: [Buffer.from(metricsCsv(metrics))],
    html: [Buffer.from(deckHtml(page, { script: '', style: '' }))],
    md: [Buffer.from(deckMarkdown(page.deck))],
    notes: [await readFile(notes)],
    pptx: await unpacked(await deckPptx(page.deck, page.facts)),
  };
}

async function unpacked(bytes: Uint8Array): Promise<Buffer[]> {
  const entries = Object.values((await JSZip.loadAsync(bytes)).files);
  const parts = await Promise.all(entries.map((entry) => entry.async('nodebuffer')));
  // A chart's sheet is a zip inside the zip.
  const inner = parts.filter((part) => part.subarray(0, 2).toString('latin1') === 'PK');
  return [
    ...parts,
    Buffer.from(entries.map(({ name }) => name).join('\n')),
    ...(await Promise.all(inner.map(unpacked))).flat(),
  ];
}

/** As plain text, UTF-16 and base64 at each of its three alignments. */
function namedIn(parts: Buffer[] = []): string[] {
  const texts = parts.flatMap((part) => [part.toString('utf8').toLowerCase(), part.toString('utf16le').toLowerCase()]);
  const raw = parts.map((part) => part.toString('latin1'));
  return secrets.filter((secret) => {
    const encoded = [0, 1, 2].map((shift) =>
      Buffer.from(' '.repeat(shift) + secret)
        .toString('base64')
        .slice(shift === 0 ? 0 : 4)
        .replace(/.{2}=*$/, ''),
    );
    return (
      texts.some((text) => text.includes(secret.toLowerCase())) ||
      raw.some((text) => encoded.some((word) => word.length > 6 && text.includes(word)))
    );
  });
}
