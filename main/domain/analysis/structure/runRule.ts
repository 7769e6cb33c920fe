/** A feature that came to stay, or went for good. */
export interface Turn {
  /** Index of the first deployment that shows it. */
  at: number;
  appears: boolean;
}

const stretch = 5;
const mostOf = 4;
const fewestBefore = 3;

/**
 * When a feature came or went, from whether each successive deployment has it: at the first deployment with it such that
 * four of five from there on have it and at most one of up to five before had. At least three must lie before (else it
 * was present from the start) and five from there on (else it is provisional and not told). Going is the same of its
 * opposite. Between turns the feature must mostly be what the last turn made it: what comes and goes at random is none.
 */
export function turnsOf(has: readonly boolean[]): Turn[] {
  const turns: Turn[] = [];
  for (let at = fewestBefore; at + stretch <= has.length; at += 1) {
    const appears = has[at] as boolean;
    if (turns.at(-1)?.appears === appears) continue;
    const before = has.slice(Math.max(0, at - stretch), at).filter((one) => one === appears).length;
    const after = has.slice(at, at + stretch).filter((one) => one === appears).length;
    if (before <= 1 && after >= mostOf) turns.push({ at, appears });
  }
  return turns.filter(({ at, appears }, place) => {
    const from = turns[place - 1]?.at ?? 0;
    const to = turns[place + 1]?.at ?? has.length;
    return shareOf(has, appears, from, at) <= 0.25 && shareOf(has, appears, at, to) >= 0.75;
  });
}

function shareOf(has: readonly boolean[], wanted: boolean, from: number, to: number): number {
  return has.slice(from, to).filter((one) => one === wanted).length / (to - from);
}
