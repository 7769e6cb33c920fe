import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { withRecordedEdit, notesOf } from '../domain/notes/retroNotes';
import type { NoteChange } from '../domain/notes/noteChanges';
import { applyEdit } from '../domain/retro/edits';
import type { Retro } from '../domain/retro/retro';
import { FailureError } from '../failure';
import type { Exchanged, Inside, TakenIn } from '../ipc/messages/given';
import { takeRetroFile } from '../retroFile/importRetroFile';
import { readRetroFile, type RetroFile } from '../retroFile/readRetroFile';
import type { Store } from '../store/store';
import { writer } from './editing';
import { takeNotes } from './exchange';
import { freshMilestones } from './readMilestones';
import { readNotes } from './readNotes';

/** What a retro file holds. It is read as a whole and checked; nothing is kept, and nobody's own work is touched. */
export async function lookInside(file: string): Promise<Inside> {
  return withName(file, async () => {
    const opened = await readRetroFile(file);
    try {
      const { name, title, milestones, environments } = opened.retro;
      const accepted = milestones.filter(({ status }) => status === 'accepted').length;
      return { name, title, zone: environments.zone, milestones: accepted, ...(await count(opened)) };
    } finally {
      opened.close();
    }
  });
}

async function count(opened: RetroFile): Promise<Pick<Inside, 'runs' | 'commits' | 'pipelines' | 'from' | 'to'>> {
  const found = { runs: 0, commits: 0 };
  const pipelines = new Set<string>();
  const [from, to]: [number[], number[]] = [[], []];
  for await (const { coverage, records } of opened.sources()) {
    if (coverage.from !== null) from.push(coverage.from);
    if (coverage.to !== null) to.push(coverage.to);
    for await (const block of records) {
      for (const record of block) {
        if (record.record === 'commit') found.commits += 1;
        if (record.record !== 'run') continue;
        found.runs += 1;
        pipelines.add(record.pipeline);
      }
    }
  }
  const [first, last] = [from.sort((a, b) => a - b)[0] ?? null, to.sort((a, b) => b - a)[0] ?? null];
  return { ...found, pipelines: pipelines.size, from: first, to: last };
}

/** Takes a retro file into the store as a retro of its own, under a name that is free. */
export async function keepRetroFile(store: Store, file: string): Promise<{ retro: string; leftOut: string[] }> {
  if (store.readOnly !== null) throw new FailureError('read_only', store.readOnly);
  return withName(file, async () => {
    const opened = await readRetroFile(file);
    try {
      return { retro: await takeRetroFile(store, opened), leftOut: linesOf(opened.noteProblems) };
    } finally {
      opened.close();
    }
  });
}

/** Takes milestones and notes of a file into a retro, as one step that can be undone. */
export async function takeIn(store: Store, retro: Retro, file: string, holds: Exchanged): Promise<TakenIn> {
  if (store.readOnly !== null) throw new FailureError('read_only', store.readOnly);
  return withName(file, () =>
    holds === 'milestones' ? takeMilestones(store, retro, file) : takeTeammates(store, retro, file),
  );
}

async function takeTeammates(store: Store, retro: Retro, file: string): Promise<TakenIn> {
  const given = await readNotes([file]);
  const [read] = given;
  if (read?.failure) throw new FailureError(read.failure.kind, read.failure.sentence);
  return tell(await takeNotes(store, retro, given), linesOf(read?.problems ?? []));
}

/** Each milestone is written down as if it had been added by hand; together they are one step. */
async function takeMilestones(store: Store, retro: Retro, file: string): Promise<TakenIn> {
  const { fresh, problems } = freshMilestones(
    await readFile(file, 'utf8'),
    { milestones: retro.milestones, zone: retro.environments.zone },
    file,
  );
  const by = await writer(store);
  const after = fresh.reduce((before, milestone) => {
    const added = applyEdit(before, { type: 'addMilestone', milestone });
    return added ? withRecordedEdit(before, added.retro, by) : before;
  }, retro);
  const changes = await takeNotes(store, retro, [{ file, notes: notesOf(after), problems: [], failure: null }]);
  return tell(changes, problems);
}

function tell(changes: readonly NoteChange[], leftOut: string[]): TakenIn {
  const count = (what: NoteChange['what']): number => changes.filter((change) => change.what === what).length;
  return { added: count('added'), changed: count('changed'), removed: count('removed'), leftOut };
}

function linesOf(problems: readonly { line: number; reason: string }[]): string[] {
  return problems.map(({ line, reason }) => `line ${String(line)} ${reason}`);
}

/** A window knows a file by its name; where it lies is nothing to show in a sentence. */
async function withName<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const sentence = error.failure.sentence.replaceAll(file, path.basename(file));
    throw new FailureError(error.kind, sentence, { cause: error });
  }
}
