import { benchMapLayout } from './layout/benchMapLayout';

export function run(): Promise<void> {
  process.stdout.write('Layout of the map, off the window’s thread, once for a history:\n');
  benchMapLayout();
  return Promise.resolve();
}
