import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findElectron } from '../../electronRuntime/findElectron';
import { projectFolder } from '../../electronRuntime/projectFolder';
import { measure } from '../measuring/cpuOfTree';

interface Cost {
  nodes: number;
  edges: number;
  /** Under way on average. */
  tokens: number;
  /** Milliseconds of script a frame: of what moves alone, and of the map and what moves. */
  moving: { median: number; p95: number };
  all: { median: number; p95: number };
}

const budgetMs = 1000 / 60;

/** What a frame of the live map costs in a window of Electron, at 1280×720, against the time a screen of 60 Hz gives. */
export async function benchFrameCost(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'shiplapse-frames-'));
  const electron = await findElectron({ headless: true });
  try {
    const vite = path.join(projectFolder, 'node_modules/vite/bin/vite.js');
    const config = path.join(projectFolder, 'renderer/gallery/vite.config.ts');
    const built = spawnSync(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'error'], {
      env: { ...process.env, GALLERY_OUT: folder },
      encoding: 'utf8',
    });
    if (built.status !== 0) throw new Error(`The page to measure was not built: ${built.stderr}`);
    const page = path.join(folder, 'gallery/gallery.html');
    const app = path.join(import.meta.dirname);
    const { stdout } = await measure(electron.executable, [...electron.flags, app], {
      env: { ...process.env, ...electron.env, FRAME_COST: JSON.stringify({ page, nodes: [30, 100, 300] }) },
    });
    for (const line of stdout.split('\n').filter((each) => each.startsWith('{'))) say(JSON.parse(line) as Cost);
  } finally {
    await electron.release();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function say({ nodes, edges, tokens, moving, all }: Cost): void {
  const words = ({ median, p95 }: Cost['all']): string =>
    `median ${median.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms (${((p95 / budgetMs) * 100).toFixed(0)} % of ${budgetMs.toFixed(1)} ms)`;
  process.stdout.write(`${nodes} nodes, ${edges} edges, ${tokens.toFixed(0)} tokens under way\n`);
  process.stdout.write(`  what moves       ${words(moving)}\n  whole redraw     ${words(all)}\n`);
}
