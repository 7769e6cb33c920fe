import { current } from './retro.svelte';
import { playhead } from './playhead.svelte';
import { selection } from './selection.svelte';

/** What a key does on the main screen; false where it does nothing there. */
export function runRetroKey(name: string): boolean {
  const command = commands[name];
  command?.();
  return command !== undefined;
}

const commands: Partial<Record<string, () => void>> = {
  ' ': () => playhead.film?.toggle(),
  ',': () => playhead.step(-1),
  '.': () => playhead.step(1),
  ArrowLeft: () => playhead.step(-1),
  ArrowRight: () => playhead.step(1),
  Home: () => playhead.go(playhead.bounds.from),
  End: () => playhead.go(playhead.bounds.to),
  '[': () => jump(-1),
  ']': () => jump(1),
  '<': () => playhead.film?.changeSpeed(-1),
  '>': () => playhead.film?.changeSpeed(1),
  '+': () => playhead.zoom(1 / 1.5),
  '=': () => playhead.zoom(1 / 1.5),
  '-': () => playhead.zoom(1.5),
  '0': () => playhead.fit(),
  m: () => selection.add(playhead.at),
  Enter: () => {
    const here = milestoneHere();
    if (here) selection.open(here);
  },
  Delete: () => {
    if (selection.milestone) selection.remove(selection.milestone);
  },
  Escape: () => selection.close(),
};

/** To the next milestone; an open card goes along. */
function jump(direction: 1 | -1): void {
  playhead.pause();
  if (!playhead.film?.jump(direction)) return;
  playhead.follow();
  const here = milestoneHere();
  if (selection.id && here) selection.id = here.id;
}

function milestoneHere() {
  return current.milestones.find((one) => Math.abs(one.at - playhead.at) < 1_000);
}
