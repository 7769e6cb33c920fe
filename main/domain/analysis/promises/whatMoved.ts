import type { History } from '../../history/records';
import type { EnvironmentMap } from '../../retro/environmentMap';
import type { Action, ActionMetric } from '../../retro/milestone';
import { HistoryIndex } from '../deployments/analyseDeployments';
import { historyCoverage } from '../window/historyCoverage';
import { movementOf, type Movement } from './movement';
import { standingOf, type Standing } from './standing';

/** An action of an earlier retro, and where the number it was to move stands since. */
export interface Moved {
  action: string;
  text: string;
  owner: string;
  isDone: boolean;
  metric: ActionMetric;
  /** Over the last complete weeks, 13 at most, none of which was in the window of then. */
  now: Standing;
  movement: Movement;
}

/** Actions tied to a measure that are older than the newest history, in their order: what the next retro opens with. */
export function whatMoved(
  history: History,
  map: EnvironmentMap,
  actions: readonly Action[],
  index: HistoryIndex = new HistoryIndex(history),
): Moved[] {
  const { to } = historyCoverage(history);
  return actions.flatMap(({ id, text, owner, status, metric }): Moved[] => {
    if (!metric || to === null || (metric.knownTo !== null && to <= metric.knownTo)) return [];
    const now = standingOf(history, map, metric, metric.to, index);
    const movement = movementOf(metric.measure, metric, now, metric.target);
    return [{ action: id, text, owner, isDone: status === 'done', metric, now, movement }];
  });
}
