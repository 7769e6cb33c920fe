// What `electron <folder>` runs first: loads the modules of -r, then the app. Electron's own builds bring such a file; the
// registry's does not. ESM with top-level await, because Electron then holds `ready` back until the app's module has run.
import { app } from 'electron/main';
import fs from 'node:fs';
import { createRequire, Module } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const { preload, target } = parseArguments(process.argv.slice(1));
if (target === null) {
  console.error('usage: electron [-r module] <app folder>');
  process.exit(1);
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
if (preload.length > 0) Module._preloadModules(preload);
introduceApp(target);
try {
  await import(pathToFileURL(createRequire(import.meta.url).resolve(target)).href);
} catch (error) {
  console.error('App threw an error during load');
  console.error(error?.stack ?? error);
  process.exit(1);
}

function parseArguments(args) {
  const preload = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '-r' || args[i] === '--require') preload.push(args[++i]);
    else if (args[i] === '-v' || args[i] === '--version') {
      console.log(`v${process.versions.electron}`);
      process.exit(0);
    } else if (!args[i].startsWith('-')) return { preload, target: path.resolve(args[i]) };
  }
  return { preload, target: null };
}

function introduceApp(target) {
  const file = path.join(target, 'package.json');
  if (!fs.existsSync(file)) {
    app.setAppPath(path.dirname(target));
    return;
  }
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (manifest.version) app.setVersion(manifest.version);
  if (manifest.desktopName) app.setDesktopName(manifest.desktopName);
  app.name = manifest.productName ?? manifest.name ?? app.name;
  app.setAppPath(target);
}
