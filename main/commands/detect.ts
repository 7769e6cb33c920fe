import path from 'node:path';
import { detect as detectIn, type Detection } from '../domain/analysis/changepoint/detect';
import { parseSeries, type NamedSeries } from '../domain/analysis/changepoint/parseSeries';
import { FailureError } from '../failure';
import { exit, UsageError, type Command } from './command';
import { readJson } from './readText';
import { parseWords } from './words';

export const detect: Command = {
  name: 'detect',
  summary: 'runs the change-point procedure on series',
  usage: 'detect FILE…',
  async run({ words, json, terminal }) {
    const { positionals } = parseWords(words, {});
    if (positionals.length === 0) throw new UsageError('Name a file with a series.');
    const found: { series: NamedSeries; detection: Detection }[] = [];
    const failures: FailureError[] = [];
    for (const file of positionals) {
      try {
        const series = await readSeries(file);
        found.push({ series, detection: detectIn(series) });
      } catch (error) {
        if (!(error instanceof FailureError)) throw error;
        failures.push(error);
      }
    }
    const [first] = failures;
    if (found.length === 0 && failures.length === 1 && first) throw first;
    for (const failure of failures) terminal.note(failure.message);
    if (found.length === 0) return exit.failed;
    await terminal.out(json ? `${JSON.stringify(found.map(toJson))}\n` : found.map(describe).join('\n'));
    return failures.length > 0 ? exit.partly : exit.done;
  },
};

async function readSeries(file: string): Promise<NamedSeries> {
  const parsed = parseSeries(await readJson(file), path.basename(file, '.json'));
  if (!parsed.ok) throw new FailureError('wrong_input', `${file}: ${parsed.problem}.`);
  return parsed.series;
}

function toJson({ series, detection }: { series: NamedSeries; detection: Detection }) {
  const { n, changePoints, penalty, scale, phiLag1, phiBlock4, objective, minSegment } = detection;
  const { levels, likelihoodRatios, locationSets } = detection;
  return {
    ...{ name: series.name, family: series.family, n, changePoints, penalty, scale, phiLag1, phiBlock4 },
    ...{ objective, minSegment, levels, likelihoodRatios, locationSets },
  };
}

function describe({ series, detection }: { series: NamedSeries; detection: Detection }): string {
  const { n, changePoints, penalty, scale, levels, likelihoodRatios, locationSets } = detection;
  const lines = changePoints.map((at, place) => {
    const [from, to] = locationSets[place] ?? [at, at];
    const change = `${level(levels[place])} to ${level(levels[place + 1])}`;
    return `  ${String(at).padStart(6)}  ${change}  (likelihood ratio ${(likelihoodRatios[place] ?? 0).toFixed(2)}, 95 % between ${from} and ${to})`;
  });
  const head = `${series.name} · ${series.family} · ${n} points · penalty ${penalty.toFixed(2)}, scale ${scale.toFixed(3)}`;
  const none = `  nothing big: no change was found, at a level of ${level(levels[0])}`;
  return `${[head, ...(lines.length > 0 ? lines : [none])].join('\n')}\n`;
}

function level(value: number | null | undefined): string {
  return value == null ? 'no data' : String(Number(value.toPrecision(4)));
}
