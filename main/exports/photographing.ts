/** How an export that a window draws is watched and stopped. */
export interface Photographing {
  signal: AbortSignal;
  progress: (done: number, total: number, label: string) => void;
  /** Which slide of the deck, counted from 1, where a format takes only one. */
  slide?: number;
}
