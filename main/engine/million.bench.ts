import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openStore } from '../store/store';
import { Engine } from './engine';
import { writeRuns } from './testing/writeRuns';

/**
 * One million runs: brought in from a file, opened again, 1,000 more added, imported once more. Each step is a process
 * of its own, so that its peak memory is its own. Beside them plain lowdb and what the disk can do, in the same go.
 * Run with: npx tsx main/engine/million.bench.ts [RUNS]. Ratios count; times are of this machine, now.
 */
interface Measured {
  ms: number;
  cpuMs: number;
  peakMiB: number;
  longestStallMs: number;
  said: string;
}

async function conduct(runs: number): Promise<void> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'shiplapse-million-'));
  try {
    const file = path.join(root, 'runs.jsonl');
    const more = path.join(root, 'more.jsonl');
    await writeRuns(file, 0, runs, runs);
    await writeRuns(more, runs, runs + 1_000, runs);
    const bytes = (await stat(file)).size;
    console.log(`${String(runs)} runs, ${mib(bytes)} as neutral lines`);
    show('import', take(root, 'import'));
    const before = await filesOf(path.join(root, 'store'));
    console.log(`  store: ${mib(sum(before))} in ${String(before.size)} files`);
    const read = await timed(async () => {
      for (const one of before.keys()) await readFile(one);
    });
    console.log(`  reading those bytes once: ${read.toFixed(0)} ms`);
    show('open, list', take(root, 'open'));
    show('add 1,000', take(root, 'add'));
    const after = await filesOf(path.join(root, 'store'));
    const touched = [...after].filter(([name, size]) => before.get(name) !== size);
    console.log(`  files written: ${String(touched.length)}, ${mib(touched.reduce((all, [, size]) => all + size, 0))}`);
    show('the same again', take(root, 'import'));
    show('plain lowdb: open', take(root, 'lowdb'));
  } finally {
    await rm(root, { recursive: true });
  }
}

function take(root: string, name: string): Measured | string {
  const child = spawnSync(process.execPath, [...process.execArgv, import.meta.filename, 'step', root, name], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  const line = child.stdout.split('\n').find((one) => one.startsWith('{'));
  return line
    ? (JSON.parse(line) as Measured)
    : `failed: ${/\w*Error: .*/.exec(child.stderr)?.[0] ?? child.stderr.slice(-200)}`;
}

async function runStep(root: string, name: string): Promise<void> {
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  const cpu = process.cpuUsage();
  let said = '';
  const ms = await timed(async () => {
    said = await steps[name as keyof typeof steps](root);
  });
  const used = process.cpuUsage(cpu);
  const measured: Measured = {
    ...{ ms, said, cpuMs: (used.user + used.system) / 1_000 },
    ...{ peakMiB: process.resourceUsage().maxRSS / 1_024, longestStallMs: stalls.max / 1e6 },
  };
  console.log(JSON.stringify(measured));
}

const steps = {
  import: (root: string) => importFile(root, 'runs.jsonl'),
  add: (root: string) => importFile(root, 'more.jsonl'),
  open: async (root: string) => {
    const store = await openStore(path.join(root, 'store'), { lock: 'read' });
    const [retro] = await store.retros();
    await store.close();
    return `${String(retro?.runs ?? 0)} runs`;
  },
  /** One document: all runs in one string, which has an end. */
  lowdb: async (root: string) => {
    const text = await readFile(path.join(root, 'runs.jsonl'), 'utf8');
    const { Memory, Low } = await import('lowdb');
    const low = new Low(new Memory<unknown[]>(), []);
    low.data = text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as unknown);
    const whole = JSON.stringify(low.data, null, 2);
    return `${mib(whole.length)} in one string, read back ${String((JSON.parse(whole) as unknown[]).length)}`;
  },
};

async function importFile(root: string, file: string): Promise<string> {
  const store = await openStore(path.join(root, 'store'), { lock: 'write' });
  const request = {
    ...{ retro: 'million', kind: 'runs', files: [path.join(root, file)], url: null, projects: [], pipelines: [] },
    ...{ since: null, until: null, token: null },
  };
  const signal = new AbortController().signal;
  const report = await new Engine(store).import(request, { dryRun: false, signal, progress: () => undefined });
  await store.close();
  const { added, updated, unchanged, rejected } = report.runs;
  return `${String(added)} added, ${String(updated)} updated, ${String(unchanged)} unchanged, ${String(rejected)} set aside`;
}

async function filesOf(root: string): Promise<Map<string, number>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [file, (await stat(file)).size] as const)));
}

function show(name: string, measured: Measured | string): void {
  if (typeof measured === 'string') return console.log(`${name}: ${measured}`);
  const { ms, cpuMs, peakMiB, longestStallMs, said } = measured;
  const figures = [
    `${(ms / 1_000).toFixed(2)} s`,
    `${(cpuMs / 1_000).toFixed(2)} s CPU`,
    `peak ${peakMiB.toFixed(0)} MiB`,
  ];
  console.log(`${name}: ${[...figures, `longest stall ${longestStallMs.toFixed(0)} ms`, said].join(', ')}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function sum(files: ReadonlyMap<string, number>): number {
  return [...files.values()].reduce((all, size) => all + size, 0);
}

function mib(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MiB`;
}

const [first = '1000000', root = '', name = ''] = process.argv.slice(2);
if (first === 'step') await runStep(root, name);
else await conduct(Number(first));
