import { svelte } from '@sveltejs/vite-plugin-svelte';
import path from 'node:path';
import { defineConfig } from 'vite';

/** The window without its main process, for photographs and for work on the screens: data made by a seed. Never shipped. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [svelte()],
  build: {
    outDir: process.env['HARNESS_OUT'] ?? path.join(import.meta.dirname, '../../out/harness'),
    emptyOutDir: true,
    target: 'chrome130',
    rollupOptions: { input: path.join(import.meta.dirname, 'index.html') },
  },
});
