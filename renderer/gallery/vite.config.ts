import { svelte } from '@sveltejs/vite-plugin-svelte';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vite';

/** The gallery is for looking and for picture tests; it is not part of the program. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  base: './',
  plugins: [svelte()],
  build: {
    outDir: process.env['GALLERY_OUT'] ?? path.join(tmpdir(), 'shiplapse-gallery'),
    emptyOutDir: true,
    target: 'chrome130',
    // A small font written into the style sheet as data: would break the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: path.resolve(import.meta.dirname, 'gallery.html') },
  },
});
