/**
 * One signal for a slide that is wholly painted. Parts that paint later (charts, map) ask to be waited for while the
 * slide is being built; when all of them and the fonts are done, `done` resolves, once.
 */
export class Readiness {
  private waiting = 1;
  private resolve: () => void = () => undefined;
  readonly done = new Promise<void>((resolve) => {
    this.resolve = resolve;
  });

  /** The slide waits until the returned function is called; calling it again does nothing. */
  expect(): () => void {
    this.waiting++;
    return this.once();
  }

  /** To be called when everything that may want to be waited for has said so. */
  open = this.once();

  private once(): () => void {
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.waiting--;
      if (this.waiting === 0) this.resolve();
    };
  }
}
