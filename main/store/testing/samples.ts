import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Commit, HistoryRecord, Instant, Run } from '../../domain/history/records';
import type { Retro } from '../../domain/retro/retro';

const folders: string[] = [];

export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shiplapse-store-'));
  folders.push(folder);
  return folder;
}

export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function sampleRetro(name: string, title = 'A year of releases'): Retro {
  return {
    name,
    title,
    createdAt: 1_700_000_000_000,
    environments: { zone: 'Europe/Berlin', environments: [], tracks: [], targets: [] },
    milestones: [],
    actions: [],
    illustrative: false,
    confidence: [],
    slides: {},
  };
}

export function sampleRun(id: string, at: Instant, change: Partial<Run> = {}): Run {
  return {
    record: 'run',
    source: '',
    id,
    pipeline: 'deploy-dumpling',
    number: 1,
    attempt: 1,
    url: `https://ci.example/${id}`,
    trigger: 'push',
    actor: null,
    outcome: 'passed',
    sourceOutcome: 'Passed',
    queuedAt: at,
    startedAt: at + 5_000,
    finishedAt: at + 600_000,
    revisions: [
      {
        material: 'git:mingle',
        branch: 'main',
        revision: `r${id}`,
        committedAt: at - 3_600_000,
        author: null,
        message: null,
      },
    ],
    changes: [],
    upstream: [],
    environment: null,
    marks: [],
    stages: [],
    ...change,
  };
}

export function sampleCommit(revision: string, at: Instant | null): Commit {
  return {
    record: 'commit',
    source: '',
    material: 'git:mingle',
    revision,
    parents: [],
    committedAt: at,
    authoredAt: null,
    author: null,
    message: 'change',
    branches: ['main'],
  };
}

export const january = Date.UTC(2024, 0, 1);
export const hourMs = 3_600_000;

/** One run an hour. */
export function sampleRuns(count: number, from = 0): Run[] {
  return Array.from({ length: count }, (_, i) => sampleRun(`run-${String(from + i)}`, january + (from + i) * hourMs));
}

export async function collect(records: AsyncIterable<HistoryRecord>): Promise<HistoryRecord[]> {
  const all: HistoryRecord[] = [];
  for await (const record of records) all.push(record);
  return all;
}

/** Every file below a folder, by its path from there. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** Bytes and time of change of every file: equal means untouched. */
export async function picture(folder: string): Promise<Map<string, string>> {
  const files = await filesBelow(folder);
  const entries = files.map(async (file) => {
    const full = path.join(folder, file);
    const { mtimeNs, ino, mode } = await stat(full, { bigint: true });
    return [
      file,
      `${String(mtimeNs)} ${String(ino)} ${String(mode)} ${(await readFile(full)).toString('base64')}`,
    ] as const;
  });
  return new Map(await Promise.all(entries));
}

/** A seeded row of numbers, so that a failure can be looked at again. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}
