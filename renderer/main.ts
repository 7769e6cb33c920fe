import { mount } from 'svelte';
import './theme';
import App from './App.svelte';
import { runFilmExport } from './film/export/runFilmExport';
import ExportScreen from './screens/ExportScreen.svelte';
import { closeWhenKept } from './state/closing';
import { toasts } from './state/toasts.svelte';
import { loadFonts } from './theme/loadFonts';

const unexpected =
  'Something in this window went wrong. Your work is saved; if the screen looks odd, go back and open it again.';

const target = document.getElementById('app');
if (!target) throw new Error('The page has no place for the app.');

// The hidden window of an export loads the same page with this word, and shows slides only.
if (location.hash === '#export') void loadFonts().then(() => mount(ExportScreen, { target }));
else if (location.hash === '#film') void runFilmExport();
else {
  // What nobody caught is told once, in the window; the work itself lives in the main process and is not touched by it.
  window.addEventListener('unhandledrejection', () => toasts.problem(unexpected));
  window.addEventListener('error', () => toasts.problem(unexpected));
  window.addEventListener('beforeunload', closeWhenKept);
  void loadFonts().then(() => mount(App, { target }));
}
