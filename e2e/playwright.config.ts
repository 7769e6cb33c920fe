import { defineConfig } from '@playwright/test';

/** One worker: the tests start real windows, and two would fight for focus and for the processor. */
export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  globalSetup: './prepareElectron.ts',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: { screenshot: 'only-on-failure', trace: 'off' },
  // The JSON report goes to PLAYWRIGHT_JSON_OUTPUT_FILE, where `npm test` counts it; without that nobody wants it on the screen.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : [['list']],
});
