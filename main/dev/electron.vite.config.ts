import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Three programs from one tree: main process and command line (ESM), preload (one CommonJS file), window. */
export default defineConfig({
  main: {
    root,
    build: {
      outDir: path.join(root, 'out/main'),
      // The oldest runtime tests may use is Electron 33: Node 20.18, Chrome 130.
      target: 'node20.18',
      rollupOptions: {
        input: {
          main: path.join(root, 'main/main.ts'),
          cli: path.join(root, 'main/cli.ts'),
          engineProcess: path.join(root, 'main/engine/engineProcess.ts'),
        },
        // All in one folder, so that `import.meta.dirname` means the same in every chunk.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    root,
    build: {
      outDir: path.join(root, 'out/preload'),
      target: 'node20.18',
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: path.join(root, 'main/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: path.join(root, 'renderer'),
    plugins: [svelte({ configFile: false })],
    worker: { format: 'es' },
    build: {
      outDir: path.join(root, 'out/renderer'),
      target: 'chrome130',
      // The pages' policy allows fonts and pictures from the bundle only, not from data addresses.
      assetsInlineLimit: 0,
      minify: true,
      modulePreload: { polyfill: false },
      rollupOptions: { input: { index: path.join(root, 'renderer/index.html') } },
    },
  },
});
