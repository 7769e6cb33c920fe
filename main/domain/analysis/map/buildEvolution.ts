import type { History } from '../../history/records';
import type { EnvironmentMap } from '../../retro/environmentMap';
import type { Evolution, Week } from '../facts';
import { buildValueStream } from './buildValueStream';
import { evolutionOf } from './evolution';
import { placeStream } from './placeStream';

/** The map through time, for the window, the deck and the film. Weeks ascending and without holes. */
export function buildEvolution(history: History, map: EnvironmentMap, weeks: readonly Week[]): Evolution {
  return evolutionOf(placeStream(buildValueStream(history, map)), weeks);
}
