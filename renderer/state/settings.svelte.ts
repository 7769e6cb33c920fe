import type { Settings } from '../../main/ipc/messages/settings';
import { ask } from './ask';

const unset: Settings = { theme: 'system', author: '', motion: 'system', lastExportFormat: 'pptx', people: 'hidden' };

/** How this person likes the app. Kept by the main process. */
class SettingsState {
  now = $state.raw<Settings>(unset);

  async load(): Promise<void> {
    this.#take(await ask(window.shiplapse.settings()));
  }

  async change(change: Partial<Settings>): Promise<void> {
    // Shown at once; what the main process answers then counts.
    this.#take({ ...this.now, ...change });
    this.#take(await ask(window.shiplapse.changeSettings(change)));
  }

  #take(settings: Settings | null): void {
    if (!settings) return;
    this.now = settings;
    wear(settings);
  }
}

export const settings = new SettingsState();

/** Theme and motion are attributes of the page, so that style sheets, canvases and charts all find them. */
function wear({ theme, motion }: Settings): void {
  const root = document.documentElement.dataset;
  if (theme === 'system') delete root['theme'];
  else root['theme'] = theme;
  if (motion === 'reduced') root['motion'] = 'reduced';
  else delete root['motion'];
}
