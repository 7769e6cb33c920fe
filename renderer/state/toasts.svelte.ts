export interface Toast {
  id: number;
  tone: 'plain' | 'problem';
  text: string;
  action: { label: string; run: () => void } | null;
}

const plainMs = 6_000;
const actionMs = 12_000;

/** Short messages at the foot of the window, read aloud as they come. Problems stay until somebody closes them. */
class Toasts {
  list = $state.raw<Toast[]>([]);
  #next = 1;

  say(text: string, action: Toast['action'] = null): void {
    // Only the last word of the app is of interest, unless there is something to press.
    this.list = this.list.filter((toast) => toast.tone === 'problem' || toast.action !== null);
    const id = this.#add({ tone: 'plain', text, action });
    setTimeout(() => this.dismiss(id), action ? actionMs : plainMs);
  }

  problem(text: string): void {
    // The same problem again is no news: a failing call may be repeated by a slider.
    if (this.list.some((toast) => toast.tone === 'problem' && toast.text === text)) return;
    this.#add({ tone: 'problem', text, action: null });
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** What went wrong with something people have turned away from. */
  forgetProblems(): void {
    this.list = this.list.filter((toast) => toast.tone !== 'problem');
  }

  #add(toast: Omit<Toast, 'id'>): number {
    const id = this.#next++;
    this.list = [...this.list.slice(-3), { id, ...toast }];
    return id;
  }
}

export const toasts = new Toasts();
