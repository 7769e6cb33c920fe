import { benchFrameCost } from './frameCost/benchFrameCost';
import { benchMapLayout } from './layout/benchMapLayout';

export async function run(): Promise<void> {
  process.stdout.write('Layout of the map, off the window’s thread, once for a history:\n');
  benchMapLayout();
  process.stdout.write('Script a frame of the live map, in a window of 1280×720:\n');
  await benchFrameCost();
}
