import { drawConfidence, type ConfidenceLine } from '../../main/domain/retro/confidence';
import { current } from './retro.svelte';
import { settings } from './settings.svelte';

const namesKey = 'shiplapse.confidenceNames';
const ownKey = 'shiplapse.anonymous';

/** What people draw of how it felt. A stroke is shown at once and becomes one edit, and so one undo, when it is over. */
class Confidence {
  /** Whether the lane is open for drawing. */
  drawing = $state(false);
  erasing = $state(false);
  /** Whether it says whose line is whose; off until somebody asks, remembered on this machine. */
  names = $state(localStorage.getItem(namesKey) === 'shown');
  #stroke = $state.raw<Readonly<Record<string, number | null>>>({});

  /** Whose line this is: the name in the settings, else an id that says nothing of the person. */
  get author(): string {
    const { author } = settings.now;
    return author.trim() === '' ? anonymous() : author.trim();
  }

  /** Everybody's lines, with the stroke that is being drawn. */
  get lines(): readonly ConfidenceLine[] {
    const lines = current.now?.retro.confidence ?? [];
    return Object.keys(this.#stroke).length === 0 ? lines : drawConfidence(lines, this.author, this.#stroke).lines;
  }

  get own(): Readonly<Record<string, number>> {
    return this.lines.find((line) => line.author === this.author)?.weeks ?? {};
  }

  draw(weeks: Readonly<Record<string, number | null>>): void {
    this.#stroke = { ...this.#stroke, ...weeks };
  }

  /** Keeps what was drawn since; what is as it was before is no edit. */
  finish(): void {
    const kept = current.now?.retro.confidence.find((line) => line.author === this.author)?.weeks ?? {};
    const changed = Object.entries(this.#stroke).filter(([id, value]) => (kept[id] ?? null) !== value);
    this.#stroke = {};
    if (changed.length === 0) return;
    void current.edit({ type: 'drawConfidence', author: this.author, weeks: Object.fromEntries(changed) });
  }

  open(): void {
    this.erasing = false;
    this.drawing = true;
  }

  close(): void {
    this.finish();
    this.drawing = false;
  }

  showNames(shown: boolean): void {
    this.names = shown;
    localStorage.setItem(namesKey, shown ? 'shown' : 'hidden');
  }
}

export const confidence = new Confidence();

function anonymous(): string {
  const known = localStorage.getItem(ownKey);
  if (known !== null) return known;
  const made = `anonymous-${crypto.randomUUID().slice(0, 8)}`;
  localStorage.setItem(ownKey, made);
  return made;
}
