/** What somebody at the window felt over a stretch of time. */
export interface Felt {
  /** Moments at which frames began, ms. */
  frames: number[];
  /** How long the main process answered nothing, ms: p50, p99 and the longest. */
  main: Delay;
  /** How long the engine took to answer a small question, ms. */
  answers: number[];
}

export interface Delay {
  p50: number;
  p99: number;
  longest: number;
}

/** A frame that came so late that the one before it was seen twice, at 60 a second. */
const lateMs = 1.5 * (1000 / 60);

export function show(name: string, felt: Felt, idle: Felt | null): void {
  const gaps = gapsOf(felt.frames);
  const seconds = sum(gaps) / 1000;
  const late = gaps.filter((ms) => ms > lateMs).length;
  const frames = `${(gaps.length / seconds).toFixed(1)} frames/s, ${words(gaps)}, ${share(late, gaps.length)} late`;
  const main = `p50 ${ms(felt.main.p50)}, p99 ${ms(felt.main.p99)}, longest ${ms(felt.main.longest)}`;
  process.stdout.write(`${name} (${seconds.toFixed(1)} s)\n`);
  process.stdout.write(`  window           ${frames}\n`);
  process.stdout.write(`  main, its loop   ${main}\n`);
  process.stdout.write(`  engine answers   ${words(felt.answers)}\n`);
  if (!idle) return;
  const before = gapsOf(idle.frames);
  const rate = gaps.length / seconds / (before.length / (sum(before) / 1000));
  const slow = at(gaps, 0.99) / at(before, 0.99);
  process.stdout.write(`  beside without   ${rate.toFixed(2)}× the frames a second, p99 ${slow.toFixed(2)}×\n`);
}

function words(all: readonly number[]): string {
  const [p50, p95, p99] = [at(all, 0.5), at(all, 0.95), at(all, 0.99)];
  return `p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}, longest ${ms(Math.max(...all))}`;
}

function gapsOf(frames: readonly number[]): number[] {
  return frames.slice(1).map((moment, i) => moment - (frames[i] ?? moment));
}

function at(all: readonly number[], part: number): number {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}

function sum(all: readonly number[]): number {
  return all.reduce((total, one) => total + one, 0);
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function share(some: number, all: number): string {
  return `${((some / all) * 100).toFixed(1)} %`;
}
