import { spawn } from 'node:child_process';
import fs from 'node:fs';

/** What a program and all it started used. */
export interface Usage {
  cpuSeconds: number;
  seconds: number;
  stdout: string;
}

const ticksPerSecond = 100;
const pollMs = 40;

/**
 * Runs a program to its end and adds up the processor time of its whole tree, as Linux tells it, looking often enough that
 * what a process used in its last moments is a small part. Wall time depends on who else is at work; this hardly does.
 */
export async function measure(
  command: string,
  args: string[],
  options: { env?: NodeJS.ProcessEnv } = {},
): Promise<Usage> {
  const startedAt = performance.now();
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const used = new Map<number, number>();
  const root = child.pid ?? 0;
  const look = (): void => {
    for (const [pid, ticks] of ticksOfTree(root, new Set(used.keys()))) used.set(pid, ticks);
  };
  const timer = setInterval(look, pollMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearInterval(timer);
  if (code !== 0) throw new Error(`${command} ended with ${String(code)}: ${stderr.slice(-600)}`);
  const ticks = [...used.values()].reduce((sum, one) => sum + one, 0);
  return { cpuSeconds: ticks / ticksPerSecond, seconds: (performance.now() - startedAt) / 1000, stdout };
}

/** Ticks of every process below `root`; one once seen counts on, also when its parent has gone. */
function ticksOfTree(root: number, known: ReadonlySet<number>): Map<number, number> {
  const parents = new Map<number, { parent: number; ticks: number }>();
  for (const name of fs.readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      parents.set(pid, { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) });
    } catch {
      // It has ended between the list and the look.
    }
  }
  const inTree = (pid: number): boolean => {
    for (let at = pid; at > 1; at = parents.get(at)?.parent ?? 0) if (at === root || known.has(at)) return true;
    return false;
  };
  return new Map([...parents].filter(([pid]) => inTree(pid)).map(([pid, { ticks }]) => [pid, ticks]));
}
