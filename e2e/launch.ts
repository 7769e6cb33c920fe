import { _electron, test as base } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const projectFolder = path.resolve(import.meta.dirname, '..');
const isRoot = process.getuid?.() === 0;

/** A started app with its first window, and the folder that holds everything it may remember. */
export interface Started {
  app: ElectronApplication;
  page: Page;
  userData: string;
}

export interface LaunchOptions {
  /** Words after the app, as a user would type them: a retro file, say. */
  args?: string[];
  /** A folder from an earlier start, to see what a restart remembers; default is a fresh one. */
  userData?: string;
  env?: Record<string, string>;
  /** Whether the example was opened once before, as most days begin. */
  withExample?: boolean;
}

/** Starts the app that was built, in a world of its own: fresh folders, fixed zone and language, nothing of the user's. */
export async function launch(options: LaunchOptions = {}): Promise<Started> {
  const userData = options.userData ?? freshFolder();
  if (options.withExample) await putExample(userData);
  const app = await _electron.launch({
    args: [projectFolder, ...(options.args ?? [])],
    cwd: userData,
    // Playwright turns Chromium's sandbox off on Linux unless told otherwise; only root cannot have it.
    chromiumSandbox: !isRoot,
    env: { ...ownWorld(userData), ...options.env },
  });
  return { app, page: await app.firstWindow(), userData };
}

/** The store as it is once the example was opened: made by the app itself, once for all tests. */
let exampleStore: Promise<string> | null = null;

async function putExample(userData: string): Promise<void> {
  exampleStore ??= makeExampleStore();
  fs.cpSync(await exampleStore, path.join(userData, 'store'), { recursive: true });
}

async function makeExampleStore(): Promise<string> {
  const { app, page, userData } = await launch();
  await page.getByRole('button', { name: 'Open the example' }).click();
  await page.getByRole('region', { name: 'Timeline' }).waitFor({ timeout: 30_000 });
  await app.close();
  process.once('exit', () => fs.rmSync(userData, { recursive: true, force: true }));
  return path.join(userData, 'store');
}

export function freshFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'shiplapse-e2e-'));
}

/** Where the app in this world saves what it exports. */
export function savedFolder(userData: string): string {
  return path.join(userData, 'saved');
}

export function ownWorld(userData: string): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    TZ: 'UTC',
    LANG: 'en_US.UTF-8',
    SHIPLAPSE_USER_DATA: userData,
    SHIPLAPSE_TESTING: '1',
    SHIPLAPSE_SAVE_TO: savedFolder(userData),
  };
}

interface Fixtures {
  /** How to start: `test.use({ start: { args: [file] } })`. */
  start: LaunchOptions;
  started: Started;
  app: ElectronApplication;
  page: Page;
  userData: string;
  /** What went wrong in the page though nobody looked: uncaught errors, errors on its console. A test fails where there is any. */
  problems: string[];
}

/** `test` with a started app: a fresh one for each test, closed and swept away after it. */
export const test = base.extend<Fixtures>({
  start: [{}, { option: true }],
  started: async ({ start }, use) => {
    const started = await launch(start);
    await use(started);
    await started.app.close();
    fs.rmSync(started.userData, { recursive: true, force: true });
  },
  app: async ({ started }, use) => use(started.app),
  page: async ({ started }, use) => use(started.page),
  userData: async ({ started }, use) => use(started.userData),
  problems: async ({ page }, use) => {
    const problems = collectProblems(page);
    await use(problems);
    base.expect(problems).toEqual([]);
  },
});

export function collectProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return problems;
}

export { expect } from '@playwright/test';
