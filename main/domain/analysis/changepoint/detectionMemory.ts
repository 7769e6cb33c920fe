import { detect, type Detection } from './detect';
import type { Series } from './series';

/**
 * What was found in series seen before. A new run changes the series of its own stages and of production; the others
 * come out as they were and are not searched again. Only what the last round asked for is kept.
 */
export class DetectionMemory {
  /** Series searched since the beginning. */
  searched = 0;
  private before = new Map<string, Detection>();
  private now = new Map<string, Detection>();

  /** As `detect`. Found by content, so it cannot be stale. */
  detect(series: Series, together: number): Detection {
    const key = JSON.stringify([series, together]);
    let found = this.now.get(key) ?? this.before.get(key);
    if (!found) {
      this.searched += 1;
      found = detect(series, together);
    }
    this.now.set(key, found);
    return found;
  }

  /** Ends a round: what was not asked for in it is forgotten. */
  nextRound(): void {
    this.before = this.now;
    this.now = new Map();
  }
}
