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
 * opposite. Between turns the feature must mostly be what the last turn made it, and around a turn it must not switch all
 * the time: what comes and goes at random meets the rule of five now and then, and is none.
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
    const isSteady = shareOf(has, appears, from, at) <= 0.25 && shareOf(has, appears, at, to) >= 0.75;
    return isSteady && !flickers(has, at);
  });
}

const around = 20;

/** More than two switches and more than one in five steps, the turn itself aside, within 20 deployments on each side. */
function flickers(has: readonly boolean[], at: number): boolean {
  const from = Math.max(1, at - around);
  const to = Math.min(has.length, at + around);
  let switches = 0;
  for (let place = from; place < to; place += 1) if (place !== at && has[place] !== has[place - 1]) switches += 1;
  return switches > Math.max(2, (to - from - 1) / 5);
}

/**
 * Whether a value took over: hardly ever there in up to 20 deployments before, mostly in up to 20 from there on. What is
 * drawn from a pool, as agents are, has runs of luck that are no change.
 */
export function takesOver(has: readonly boolean[], at: number): boolean {
  const from = Math.max(0, at - around);
  const to = Math.min(has.length, at + around);
  return shareOf(has, true, from, at) <= 0.1 && shareOf(has, true, at, to) >= 0.75;
}

/** Share of the deployments `from` (in) to `to` (out). */
function shareOf(has: readonly boolean[], wanted: boolean, from: number, to: number): number {
  return has.slice(from, to).filter((one) => one === wanted).length / (to - from);
}
