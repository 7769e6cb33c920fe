import type { History, Instant } from '../../history/records';
import type { EnvironmentMap } from '../../retro/environmentMap';
import type { MapDifference } from '../mapReport';
import { buildValueStream } from './buildValueStream';
import { differenceOf } from './difference';
import { mapAt } from './mapAt';
import { placeStream } from './placeStream';

/** What differs on the map between two instants; `from` need not be the earlier one. */
export function mapDifference(history: History, map: EnvironmentMap, from: Instant, to: Instant): MapDifference {
  const stream = placeStream(buildValueStream(history, map));
  return differenceOf(mapAt(stream, from, []), mapAt(stream, to, []));
}
