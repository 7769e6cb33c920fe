import { svelte } from '@sveltejs/vite-plugin-svelte';
import path from 'node:path';
import { defineConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');

/** One script and one style sheet with everything inside: the exported page carries both, and asks nobody for more. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [svelte()],
  build: {
    outDir: path.join(root, 'out/viewer'),
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    cssCodeSplit: false,
    lib: {
      entry: path.join(import.meta.dirname, 'viewer.ts'),
      formats: ['iife'],
      name: 'shiplapseViewer',
      fileName: () => 'viewer.js',
      cssFileName: 'viewer',
    },
  },
});
