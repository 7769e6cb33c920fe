/** A binary heap of commits that gives the one of the highest generation first. */
export class GenerationQueue {
  private readonly heap: number[] = [];

  constructor(private readonly generation: Int32Array) {}

  push(commit: number): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(commit);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (this.rank(above) >= this.rank(at)) return;
      this.swap(above, at);
      at = above;
    }
  }

  /** Must not be asked when empty. */
  pop(): number {
    const { heap } = this;
    const top = heap[0] as number;
    const last = heap.pop() as number;
    if (heap.length > 0) {
      heap[0] = last;
      this.sink();
    }
    return top;
  }

  private sink(): void {
    const { length } = this.heap;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      if (left >= length) return;
      const below = left + 1 < length && this.rank(left + 1) > this.rank(left) ? left + 1 : left;
      if (this.rank(at) >= this.rank(below)) return;
      this.swap(at, below);
      at = below;
    }
  }

  private rank(at: number): number {
    return this.generation[this.heap[at] as number] as number;
  }

  private swap(one: number, other: number): void {
    const { heap } = this;
    const kept = heap[one] as number;
    heap[one] = heap[other] as number;
    heap[other] = kept;
  }
}
