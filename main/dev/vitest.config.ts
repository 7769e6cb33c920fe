import { svelte } from '@sveltejs/vite-plugin-svelte';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '../..');
const setupFiles = [path.join(import.meta.dirname, 'propertySeed.ts')];

/** Two kinds of unit tests: what runs in Node (main) and the pure parts of the window (renderer). */
export default defineConfig({
  root,
  test: {
    env: { TZ: 'UTC' },
    projects: [
      {
        root,
        test: {
          name: 'main',
          include: ['main/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          setupFiles,
        },
      },
      {
        root,
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'renderer',
          include: ['renderer/**/*.test.ts'],
          environment: 'node',
          testTimeout: 30_000,
          setupFiles,
        },
      },
    ],
  },
});
