import type { MeasureId } from './measures';

const key = 'shiplapse.strips';
const usual: MeasureId[] = ['leadTime', 'batchSize', 'firstPassYield'];

/** Which measures are drawn under the timeline; remembered on this machine. */
class Strips {
  shown = $state.raw<readonly string[]>(read());

  toggle(id: MeasureId): void {
    this.shown = this.shown.includes(id) ? this.shown.filter((one) => one !== id) : [...this.shown, id];
    localStorage.setItem(key, this.shown.join(' '));
  }
}

export const strips = new Strips();

function read(): readonly string[] {
  return localStorage.getItem(key)?.split(' ') ?? usual;
}
