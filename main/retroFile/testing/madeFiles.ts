import { createHash } from 'node:crypto';
import { printHeader } from '../../domain/history/header';
import { printRecord } from '../../domain/history/printRecord';
import { printNotesFile } from '../../domain/notes/notesFile';
import { notesOf } from '../../domain/notes/retroNotes';
import type { Retro } from '../../domain/retro/retro';
import { sampleRetro, sampleRuns } from '../../store/testing/samples';
import { printRetroPart } from '../retroPart';
import type { RawEntry } from './rawZip';

/** The parts of a small sound retro file, to be spoiled. */
export function soundEntries(retro: Retro = sampleRetro('guest')): RawEntry[] {
  const header = printHeader({ source: 'runs', coverage: { from: 0, to: 1, gaps: [] }, zone: 'UTC' });
  const parts = [
    { name: 'retro.json', content: printRetroPart(retro) },
    { name: 'notes.jsonl', content: printNotesFile(notesOf(retro), retro.name) },
    {
      name: 'history/1-1.ndjson',
      content: `${[header, ...sampleRuns(3).map((run) => printRecord(run))].join('\n')}\n`,
    },
  ];
  return [manifestEntry(parts), ...parts];
}

export function manifestEntry(parts: readonly RawEntry[], change: Record<string, unknown> = {}): RawEntry {
  const listed = parts.map(({ name, content = '' }) => {
    const bytes = Buffer.from(content);
    return { path: name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  const manifest = {
    format: 'shiplapse-retro',
    version: 1,
    app: '0.1.0',
    withoutPeople: false,
    sources: {},
    parts: listed,
    ...change,
  };
  return { name: 'manifest.json', content: JSON.stringify(manifest) };
}

/** Sound parts with one of them changed, its checksum as it should be. */
export function withPart(name: string, content: string): RawEntry[] {
  const parts = soundEntries()
    .slice(1)
    .map((entry) => (entry.name === name ? { ...entry, content } : entry));
  return [manifestEntry(parts), ...parts];
}
