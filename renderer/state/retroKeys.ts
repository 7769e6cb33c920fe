import { current } from './retro.svelte';
import { mapLook } from './mapLook.svelte';
import { playhead } from './playhead.svelte';
import { selection } from './selection.svelte';
import { suggesting } from './suggesting.svelte';

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
  c: () => {
    if (current.now) mapLook.compare(current.now.facts);
  },
  j: () => suggesting.walk(1),
  k: () => suggesting.walk(-1),
  e: () => {
    const suggestion = underReview();
    if (suggestion) suggesting.reword(suggestion);
  },
  Enter: () => {
    const suggestion = underReview();
    const here = milestoneHere();
    if (suggestion) suggesting.keep(suggestion);
    else if (here) selection.open(here);
  },
  Delete: () => {
    const suggestion = underReview();
    if (selection.milestone) selection.remove(selection.milestone);
    else if (suggestion) suggesting.dismiss(suggestion);
  },
  Escape: () => {
    if (selection.milestone) selection.close();
    else suggesting.open = false;
  },
};

/** To the next milestone; an open card goes along. */
function jump(direction: 1 | -1): void {
  playhead.pause();
  if (!playhead.film?.jump(direction)) return;
  playhead.follow();
  const here = milestoneHere();
  if (selection.id && here) selection.id = here.id;
}

/** The suggestion keys speak of: chosen in a list that is shown. */
function underReview() {
  return suggesting.open && !selection.milestone ? suggesting.selected : null;
}

function milestoneHere() {
  return current.milestones.find((one) => Math.abs(one.at - playhead.at) < 1_000);
}
