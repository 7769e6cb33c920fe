import type { ElectronApplication, Page } from '@playwright/test';
import type { Bridge } from '../../../ipc/contract';
import type { Delay, Felt } from './figures';

/** What there is in a page; the main side knows no pages. */
declare const window: { readonly shiplapse: Bridge; benchWatch?: PageWatch };
declare const requestAnimationFrame: (frame: (at: number) => void) => number;

/** How often the engine is asked something small, ms. */
const askEveryMs = 50;

/** Watches window, main process and engine while `work` goes on; the page only counts, it draws nothing more. */
export async function watch(app: ElectronApplication, page: Page, work: () => Promise<void>): Promise<Felt> {
  await app.evaluate(startMain);
  await page.evaluate(startPage, askEveryMs);
  await work();
  const seen = await page.evaluate(stopPage);
  return { ...seen, main: await app.evaluate(stopMain) };
}

interface PageWatch extends Pick<Felt, 'frames' | 'answers'> {
  isOver: boolean;
  frame(at: number): void;
  ask(): Promise<void>;
}

/** Runs in the page. Methods and no named functions, which the compiler would give names by a helper that is not there. */
function startPage(everyMs: number): void {
  const watch: PageWatch = {
    frames: [],
    answers: [],
    isOver: false,
    frame(at) {
      this.frames.push(at);
      if (!this.isOver) requestAnimationFrame((next) => this.frame(next));
    },
    async ask() {
      const asked = performance.now();
      await window.shiplapse.settings();
      this.answers.push(performance.now() - asked);
      if (!this.isOver) setTimeout(() => void this.ask(), everyMs);
    },
  };
  window.benchWatch = watch;
  requestAnimationFrame((at) => watch.frame(at));
  void watch.ask();
}

function stopPage(): Pick<Felt, 'frames' | 'answers'> {
  const watch = window.benchWatch;
  if (!watch) throw new Error('Nothing was watched.');
  watch.isOver = true;
  return { frames: watch.frames, answers: watch.answers };
}

function startMain(): void {
  const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  Object.assign(globalThis, { benchDelay: delay });
}

function stopMain(): Delay {
  const { benchDelay: delay } = globalThis as unknown as {
    benchDelay: { percentile(part: number): number; max: number; disable(): void };
  };
  delay.disable();
  return { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6 };
}

/** Imports the file that is picked next, as the import screen does, from a page that shows something else. */
export async function importInto(retro: string): Promise<void> {
  const picked = await window.shiplapse.pickFiles({ folder: false });
  if (!picked.ok) throw new Error(picked.failure.sentence);
  const files = picked.value.map(({ handle }) => handle);
  const what = { kind: 'runs', url: null, projects: [], pipelines: [], since: null, until: null };
  const done = await window.shiplapse.startImport({ id: retro, retro, files, ...what, token: null, keepToken: false });
  if (!done.ok) throw new Error(done.failure.sentence);
}
