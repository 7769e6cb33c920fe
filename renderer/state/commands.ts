import type { Command } from '../../main/ipc/contract';
import { ask } from './ask';
import { deck } from './deck.svelte';
import { exporting } from './exporting.svelte';
import { help } from './help.svelte';
import { openRetro } from './openRetro';
import { current } from './retro.svelte';
import { router } from './route.svelte';
import { settings } from './settings.svelte';
import { takingIn } from './takingIn.svelte';

/** What the menu and the keys of every screen do. `here` presents from the slide that is open. */
export async function runCommand(command: Command, here = false): Promise<void> {
  const screen = router.now.screen;
  const inRetro = current.now !== null && screen !== 'library' && screen !== 'import' && screen !== 'present';
  switch (command) {
    case 'undo':
      return inRetro ? current.undo() : undefined;
    case 'redo':
      return inRetro ? current.redo() : undefined;
    case 'import':
      return router.go({ screen: 'import', into: inRetro ? (current.now?.retro.name ?? null) : null, files: [] });
    case 'present': {
      const slide = here && screen === 'deck' ? (deck.slide?.id ?? null) : null;
      return inRetro ? router.go({ screen: 'present', slide, back: screen === 'deck' ? 'deck' : 'retro' }) : undefined;
    }
    case 'export':
      return inRetro && current.now
        ? exporting.start(current.now.retro.name, settings.now.lastExportFormat)
        : undefined;
    case 'library':
      return router.go({ screen: 'library' });
    case 'help':
      help.open = 'shortcuts';
      return;
    case 'filesOffered': {
      // A show is not interrupted: what was given waits for its end.
      if (screen === 'present') return;
      // The main process holds what the app was given from outside, until somebody asks for it.
      const given = await ask(window.shiplapse.given());
      if (given?.open) await openRetro(() => current.open(given.open ?? ''));
      const into = router.now.screen === 'import' ? router.now.into : null;
      const files = takingIn.offer(given?.files ?? []);
      if (files.length > 0) router.go({ screen: 'import', into, files });
    }
  }
}
