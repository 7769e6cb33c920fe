import { _electron, test as base } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const projectFolder = path.resolve(import.meta.dirname, '..');
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
}

/** Starts the app that was built, in a world of its own: fresh folders, fixed zone and language, nothing of the user's. */
export async function launch(options: LaunchOptions = {}): Promise<Started> {
  const userData = options.userData ?? fs.mkdtempSync(path.join(os.tmpdir(), 'shiplapse-e2e-'));
  const app = await _electron.launch({
    args: [projectFolder, ...(options.args ?? [])],
    cwd: userData,
    // Playwright turns Chromium's sandbox off on Linux unless told otherwise; only root cannot have it.
    chromiumSandbox: !isRoot,
    env: { ...ownWorld(userData), ...options.env },
  });
  return { app, page: await app.firstWindow(), userData };
}

function ownWorld(userData: string): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    TZ: 'UTC',
    LANG: 'en_US.UTF-8',
    SHIPLAPSE_USER_DATA: userData,
    SHIPLAPSE_TESTING: '1',
  };
}

interface Fixtures {
  /** How to start: `test.use({ start: { args: [file] } })`. */
  start: LaunchOptions;
  started: Started;
  app: ElectronApplication;
  page: Page;
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
});

export { expect } from '@playwright/test';
