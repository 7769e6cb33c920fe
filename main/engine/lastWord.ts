/**
 * Tells at most one value each `everyMs`, and always the last one: a person reads ten numbers a second at most, but must
 * see the one after which nothing comes for a while. `end` tells what is still untold.
 */
export function lastWord<T>(tell: (value: T) => void, everyMs = 100): { say: (value: T) => void; end: () => void } {
  let toldAt = -Infinity;
  let untold: { value: T } | null = null;
  let timer: NodeJS.Timeout | null = null;
  const now = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!untold) return;
    const { value } = untold;
    untold = null;
    toldAt = Date.now();
    tell(value);
  };
  return {
    say: (value) => {
      untold = { value };
      const since = Date.now() - toldAt;
      if (since >= everyMs) now();
      else timer ??= setTimeout(now, everyMs - since);
    },
    end: now,
  };
}
