import { readFileSync } from 'node:fs';
import os from 'node:os';
import process from 'node:process';
import * as v from 'valibot';

const owner = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  host: v.string(),
  /** Tells this start of the machine from every other, where the system says. */
  boot: v.nullable(v.string()),
  /** Tells this process from a later one with the same number, where the system says. */
  started: v.nullable(v.string()),
});

/** Who holds a lock. No clock is in it: sleep and a changed time must neither break nor steal a lock. */
export type LockOwner = v.InferOutput<typeof owner>;

export function thisProcess(): LockOwner {
  return { pid: process.pid, host: os.hostname(), boot: bootId(), started: statusOf(process.pid).started };
}

export function parseOwner(text: string): LockOwner | null {
  try {
    const parsed = v.safeParse(owner, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Whether the owner may still be at work. One on another machine is believed to be. */
export function isAlive(other: LockOwner): boolean {
  if (other.host !== os.hostname()) return true;
  if (other.boot !== null && bootId() !== null && other.boot !== bootId()) return false;
  if (!isRunning(other.pid)) return false;
  const { started, isDead } = statusOf(other.pid);
  if (isDead) return false;
  return other.started === null || started === null || other.started === started;
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Field 22 is the start of the process in clock ticks from that of the machine; field 3 its state: one that was killed and
 * that nobody has asked after yet still has its number, but does nothing any more. Both counted after the name.
 */
function statusOf(pid: number): { started: string | null; isDead: boolean } {
  const stat = readText(`/proc/${String(pid)}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  return { started: fields[19] ?? null, isDead: /^[ZX]/i.test(fields[0] ?? '') };
}

function bootId(): string | null {
  return readText('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
