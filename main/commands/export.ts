import type { FilmOrder } from '../domain/film/order';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ExportInput } from '../exports/exportInput';
import type { FilmFiles } from '../exports/film/exportFilm';
import { nativeExporters } from '../exports/native';
import { exportNotes } from '../exports/notes';
import { exportRetro } from '../exports/retro';
import { writer } from '../engine/editing';
import type { Engine } from '../engine/engine';
import { writeToFolder } from '../engine/exchange';
import { FailureError } from '../failure';
import { exportFormats, type ExportFormat } from '../ipc/messages/exporting';
import { filmOptions, filmOrderOf, filmUsage } from './filmOrder';
import { exit, UsageError, type Command, type CommandContext } from './command';
import { parseWords, required } from './words';

/** Formats that are no pictures of the deck: the retro itself, and its notes, for teammates. */
const exchange = ['retro', 'notes'] as const;

const allFormats = [...exportFormats, 'video', 'gif', ...exchange].join(', ');

export const exportCommand: Command = {
  name: 'export',
  summary: 'writes the deck, the numbers or the story of a retro to a file',
  usage:
    'export RETRO --as pptx|pdf|html|video|gif|png|csv|md|retro|notes --out PATH [--slide N] [--with-film] [--with-people|--without-people]\n' +
    '  png     PATH ending in .png: one slide (--slide N, else the timeline); any other PATH: a folder of all slides\n' +
    '  pptx    with --with-film the film is in it, on a slide of its own (a web page always plays it)\n' +
    filmUsage +
    '  retro   everything in one file that opens on another machine\n' +
    '  notes   milestones and notes only, for “shiplapse merge”; where PATH is a folder (it ends in “/”): one file an author\n' +
    'Slides name nobody unless --with-people is given; --without-people replaces every name in every format, and leaves\n' +
    'messages of commits out of a retro file.',
  async run({ words, json, terminal, open, signal, inElectron }) {
    const { values, positionals } = parseWords(words, {
      as: { type: 'string' },
      out: { type: 'string' },
      slide: { type: 'string' },
      ...filmOptions,
      'with-people': { type: 'boolean' },
      'without-people': { type: 'boolean' },
      'with-film': { type: 'boolean' },
    });
    const word = required(positionals, 'a retro');
    if (values.out === undefined || values.out === '') throw new UsageError('Say where to write with --out PATH.');
    const withoutPeople = values['without-people'] ?? false;
    if (withoutPeople && values['with-people'])
      throw new UsageError('Choose one of --with-people and --without-people.');
    const people = withoutPeople ? 'replaced' : values['with-people'] ? 'shown' : 'hidden';
    const whole = exchange.find((one) => one === values.as);
    if (whole) {
      const { engine: opened, name } = await open(word, 'read');
      if (whole === 'retro') await exportRetro(opened, name, values.out, { withoutPeople });
      else if (await isFolder(values.out)) {
        if (withoutPeople) throw new UsageError('In a folder each author has a file; --without-people needs a FILE.');
        return exportToFolder(opened, name, values.out, { json, terminal });
      } else await exportNotes(opened, name, values.out, { withoutPeople });
      await terminal.out(
        json ? `${JSON.stringify({ retro: name, format: whole, file: values.out })}\n` : `${values.out}\n`,
      );
      return exit.done;
    }
    const format = filmOrderOf(values.as, values.out, values) ?? formatOf(values.as);
    const slide = slideOf(values.slide);
    const native = typeof format === 'string' ? nativeExporters[format] : undefined;
    // Only what a window must draw needs the Electron runtime; the retro is looked up first, as that costs nothing.
    const { engine: opened, name } = await open(word, 'read');
    await opened.retro(name);
    const withFilm = values['with-film'] ?? false;
    if (withFilm && format !== 'pptx') throw new UsageError('--with-film goes with --as pptx.');
    if ((!native || withFilm) && inElectron) {
      await opened.store.close();
      return inElectron();
    }
    const input = await opened.exportInput(name, people);
    if (typeof format !== 'string') {
      const { file, beside, report } = await film(input, format, values.out, { signal, tell: terminal.progress });
      const lines = [file, ...beside].join('\n');
      await terminal.out(
        json ? `${JSON.stringify({ retro: name, format: format.format, file, beside, report })}\n` : `${lines}\n`,
      );
      return exit.done;
    }
    const file = native
      ? values.out
      : await photograph(input, format, values.out, { signal, slide, tell: terminal.progress });
    if (native && withFilm) {
      const { withFilmForDeck } = await import('../exports/film/saveFilmForDeck');
      await withFilmForDeck(input.page, { signal, progress: percent(terminal.progress) }, (film) =>
        native(input, file, film),
      );
    } else if (native) await native(input, values.out);
    await terminal.out(json ? `${JSON.stringify({ retro: name, format, file })}\n` : `${file}\n`);
    return exit.done;
  },
};

/** A shared folder: what is there of teammates stays, one's own file is written. */
async function exportToFolder(
  engine: Engine,
  name: string,
  folder: string,
  { json, terminal }: Pick<CommandContext, 'json' | 'terminal'>,
): Promise<number> {
  const files = await writeToFolder(await engine.retro(name), folder, (await writer(engine.store)).author);
  if (json) await terminal.out(`${JSON.stringify({ retro: name, format: 'notes', files })}\n`);
  else await terminal.out(files.length > 0 ? `${files.join('\n')}\n` : 'Everything is there already.\n');
  return exit.done;
}

async function isFolder(out: string): Promise<boolean> {
  if (out.endsWith('/') || out.endsWith(path.sep)) return true;
  return stat(out).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Electron's modules exist only inside its runtime, so they are loaded only there. */
export async function photograph(
  { page }: ExportInput,
  format: ExportFormat,
  out: string,
  how: { signal: AbortSignal; slide?: number | undefined; tell: (text: string) => void },
): Promise<string> {
  const { photographed } = await import('../exports/photographed');
  const exporter = photographed[format];
  if (!exporter) throw new FailureError('wrong_usage', `${format} cannot be drawn.`);
  return exporter(page, out, {
    signal: how.signal,
    progress: (done, total, label) => {
      how.tell(`${format}: ${label} (${String(done)} of ${String(total)})`);
    },
    ...(how.slide === undefined ? {} : { slide: how.slide }),
  });
}

/** The film of a deck. Electron's modules exist only inside its runtime, so they are loaded only there. */
export async function film(
  { page }: ExportInput,
  order: FilmOrder,
  out: string,
  how: { signal: AbortSignal; tell: (text: string) => void },
): Promise<FilmFiles> {
  const { exportFilm } = await import('../exports/film/exportFilm');
  return exportFilm(page, order, out, {
    signal: how.signal,
    progress: percent(how.tell),
  });
}

function percent(tell: (text: string) => void): (done: number, total: number, label: string) => void {
  return (done, total, label) => {
    tell(`${label}: ${String(Math.floor((100 * done) / Math.max(1, total)))} %`);
  };
}

function formatOf(text: string | undefined): ExportFormat {
  if (text === undefined) throw new UsageError(`Say which format with --as: ${allFormats}.`);
  const found = exportFormats.find((format) => format === text);
  if (found) return found;
  throw new UsageError(`--as is one of ${allFormats}, not “${text}”.`);
}

function slideOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`--slide wants the number of a slide, counted from 1, not “${text}”.`);
}
