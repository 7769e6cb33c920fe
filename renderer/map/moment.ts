import type { Instant } from '../../main/domain/history/records';
import type { Ease } from './presence';
import type { Theme } from '../theme/theme';

/** One moment of the map, as every drawing function needs it. */
export interface Moment {
  at: Instant;
  /** Index of the week shown. */
  week: number;
  theme: Theme;
  /** Null where nothing is half way in. */
  ease: Ease | null;
  /** Pixels of one drawing unit along the flow: text grows with it, as boxes were made wide enough for their names. */
  unit: number;
  /** No text is set smaller; what has no room is left out instead. */
  minTextPx: number;
}
