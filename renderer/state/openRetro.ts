import { deck } from './deck.svelte';
import { playhead } from './playhead.svelte';
import { promises } from './promises.svelte';
import { current } from './retro.svelte';
import { router } from './route.svelte';
import { selection } from './selection.svelte';
import { suggesting } from './suggesting.svelte';

/** Shows a retro from its end, where the map is whole; stays where it is when the retro cannot be opened. */
export async function openRetro(call: () => Promise<boolean>): Promise<void> {
  if (!(await call()) || !current.now) return;
  deck.forget();
  selection.close();
  suggesting.leave();
  promises.forget();
  playhead.take(current.now.facts, current.accepted, {
    passages: current.now.retro.passages ?? [],
    fresh: true,
  });
  router.go({ screen: 'retro' });
}
