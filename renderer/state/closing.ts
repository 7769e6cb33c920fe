import { current } from './retro.svelte';
import { leaveField } from './route.svelte';

/** So long a window that is told to close stays for edits on their way; after that what keeps them is not answering. */
const mostMs = 5_000;
let hasWaited = false;

/** A window that closes leaves its field first, and goes once every edit is kept. */
export function closeWhenKept(event: BeforeUnloadEvent): void {
  leaveField();
  if (current.pending === 0 || hasWaited) return;
  event.preventDefault();
  const late = new Promise((resolve) => setTimeout(resolve, mostMs));
  void Promise.race([current.kept(), late]).then(() => {
    hasWaited = true;
    window.close();
  });
}
