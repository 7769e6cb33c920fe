import type { FilmFormat, FilmOrder } from '../../main/domain/film/order';
import type { ExportFormat, ExportOutcome, ExportProgress } from '../../main/ipc/messages/exporting';
import type { Result } from '../../main/ipc/contract';
import type { SharedForm } from '../../main/ipc/messages/sharing';
import { ask } from './ask';
import { current } from './retro.svelte';
import { settings } from './settings.svelte';
import { toasts } from './toasts.svelte';

type Exported = ExportFormat | FilmFormat | SharedForm;

/** One export at a time, from any screen; its progress stays visible while people go on working. */
class Exporting {
  progress = $state.raw<ExportProgress | null>(null);
  format = $state<Exported | null>(null);

  start(retro: string, format: ExportFormat, withFilm = false): Promise<void> {
    return this.#run(format, async () => {
      await settings.change({ lastExportFormat: format });
      return window.shiplapse.exportDeck({ retro, format, withFilm });
    });
  }

  startFilm(retro: string, order: FilmOrder): Promise<void> {
    return this.#run(order.format, () => window.shiplapse.exportFilm({ retro, order }));
  }

  /** Files for teammates and other programs. They are written in one go, so no progress is told. */
  save(retro: string, form: SharedForm): Promise<void> {
    return this.#run(form, () => window.shiplapse.saveShared({ retro, form }));
  }

  async #run(format: Exported, call: () => Promise<Result<ExportOutcome | null>>): Promise<void> {
    if (this.format) return toasts.say('An export is still running.');
    this.format = format;
    const stop = window.shiplapse.on('exportProgress', (progress) => (this.progress = progress));
    try {
      await current.kept();
      const outcome = await ask(call());
      if (!outcome) return;
      const show = () => void ask(window.shiplapse.showInFolder({ handle: outcome.handle }));
      toasts.say(`Saved ${outcome.name}.`, { label: 'Show in folder', run: show });
    } finally {
      stop();
      this.format = null;
      this.progress = null;
    }
  }

  async cancel(): Promise<void> {
    await ask(window.shiplapse.cancelExport());
  }
}

export const exporting = new Exporting();
