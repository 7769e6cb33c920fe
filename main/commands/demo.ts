import path from 'node:path';
import { usualOrder, type FilmOrder } from '../domain/film/order';
import { deckMarkdown } from '../exports/markdown';
import { nativeExporters } from '../exports/native';
import { createExample, exampleName } from '../example/createExample';
import { exportFormats } from '../ipc/messages/exporting';
import { exit, type Command } from './command';
import { film, photograph } from './export';
import { none, parseWords } from './words';

/** Short and small: a demo is over soon. */
const demoFilm: FilmOrder = { ...usualOrder, seconds: 30, size: '720p' };

export const demo: Command = {
  name: 'demo',
  summary: 'imports the bundled example, prints its story, exports every format',
  usage: 'demo [--out DIR]',
  async run({ words, json, terminal, engine, signal, inElectron }) {
    const { values, positionals } = parseWords(words, { out: { type: 'string' } });
    none(positionals);
    if (inElectron) return inElectron();
    const folder = path.resolve(values.out ?? 'out');
    const opened = await engine('write');
    if (!(await opened.store.retro(exampleName))) {
      await createExample(opened, signal, (progress) => {
        terminal.progress(`${progress.label}: ${String(progress.runs)} runs, ${String(progress.commits)} commits`);
      });
    }
    if (!json) await terminal.out(`${deckMarkdown(await opened.deck(exampleName))}\n`);
    const input = await opened.exportInput(exampleName);
    const files: string[] = [];
    for (const format of exportFormats) {
      const file = path.join(folder, `shiplapse-${exampleName}.${format}`);
      const native = nativeExporters[format];
      if (native) await native(input, file);
      files.push(native ? file : await photograph(input, format, file, { signal, tell: terminal.progress }));
      if (!json) await terminal.out(`wrote ${path.relative(process.cwd(), files.at(-1) ?? '') || file}\n`);
    }
    const { file, beside } = await film(input, demoFilm, path.join(folder, `shiplapse-${exampleName}.webm`), {
      signal,
      tell: terminal.progress,
    });
    files.push(file, ...beside);
    if (!json)
      await terminal.out(`wrote ${path.relative(process.cwd(), file)}, with captions, transcript and poster\n`);
    if (json) await terminal.out(`${JSON.stringify({ retro: exampleName, files })}\n`);
    return exit.done;
  },
};
