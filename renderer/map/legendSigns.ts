import { missingWords } from '../../main/domain/analysis/map/knownBy';
import type { Theme } from '../theme/theme';
import { drawBackSign } from './drawBack';
import { drawGate } from './drawGate';
import { drawSquare } from './drawUnproven';
import { drawFailureRing } from './failureRing';
import type { DrawingContext } from './marks';
import type { Scene } from './scene';

/** A sign of the map and what it means. `x` is its left side, `y` its middle, `size` how high it is. */
export interface LegendSign {
  text: string;
  mark: (context: DrawingContext, x: number, y: number, size: number, theme: Theme) => void;
}

/** What has to be explained of this map: of the signs only those that ever are on it, the least known first. */
export function legendSigns(scene: Scene): LegendSign[] {
  return [...rareSigns(scene), ...(scene.hasGates ? [gate] : []), ...(scene.hasRuns ? [failed] : [])];
}

/** Those without which the map would say something else than is known. */
export function rareSigns({ hasConfigured, hasMissing, hasWaysBack }: Scene): LegendSign[] {
  return [...(hasConfigured ? [configured] : []), ...(hasMissing ? [missing] : []), ...(hasWaysBack ? [back] : [])];
}

const configured: LegendSign = {
  text: 'defined, no runs known',
  mark: (context, x, y, size, theme) => drawSquare(context, x + size / 2, y, size / 2, theme.colors.inkMuted),
};

const missing: LegendSign = {
  text: missingWords,
  mark: (context, x, y, size, theme) => {
    context.strokeStyle = theme.colors.inkMuted;
    context.lineWidth = size * 0.11;
    context.lineCap = 'butt';
    context.setLineDash([size * 0.28, size * 0.18]);
    context.strokeRect(x + size * 0.06, y - size * 0.36, size * 0.94, size * 0.74);
    context.setLineDash([]);
  },
};

const back: LegendSign = {
  text: 'leads back',
  mark: (context, x, y, size, theme) => drawBackSign(context, x + size / 2, y, size * 0.54, theme.colors.inkSoft),
};

const gate: LegendSign = {
  text: 'gate before production',
  mark: (context, x, y, size, theme) => drawGate(context, x, y, size, theme.colors.inkSoft),
};

const failed: LegendSign = {
  text: 'failed in four weeks',
  mark: (context, x, y, size, theme) => drawFailureRing(context, 0.3, x + size / 2, y, size / 2, theme),
};
