import type { Command } from './command';
import { demo } from './demo';
import { detect } from './detect';
import { environments } from './environments';
import { evidence } from './evidence';
import { exportCommand } from './export';
import { gates } from './gates';
import { importCommand } from './import';
import { map } from './map';
import { metrics } from './metrics';
import { merge } from './merge';
import { milestones } from './milestones';
import { runs } from './runs';
import { sources } from './sources';

/** Every subcommand, in the order `--help` lists them. */
export const commands: readonly Command[] = [
  sources,
  importCommand,
  environments,
  runs,
  metrics,
  map,
  milestones,
  evidence,
  gates,
  merge,
  exportCommand,
  demo,
  detect,
];
