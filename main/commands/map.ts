import { mapDifference } from '../domain/analysis/map/mapDifference';
import { mapDifferenceToJson, mapReportToJson, runMapToJson } from '../domain/analysis/map/mapToJson';
import { runMap } from '../domain/analysis/map/runMap';
import { FailureError } from '../failure';
import { exit, UsageError, type Command } from './command';
import { describeDifference, describeMap, describeRunMap } from './describeMap';
import { parseWords, range, required, when } from './words';

const options = {
  at: { type: 'string' },
  against: { type: 'string' },
  run: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
} as const;

export const map: Command = {
  name: 'map',
  summary: 'the value stream as it was on a date, the difference of two dates, or that of one deployment',
  usage: 'map RETRO --at D [--against D]\n  map RETRO --run ID [--since D] [--until D]',
  async run({ words, json, terminal, open }) {
    const { values, positionals } = parseWords(words, options);
    const word = required(positionals, 'a retro');
    if ((values.at === undefined) === (values.run === undefined))
      throw new UsageError('Give either --at D or --run ID.');
    if (values.against !== undefined && values.at === undefined) throw new UsageError('--against goes with --at.');
    if (values.run === undefined && (values.since ?? values.until) !== undefined) {
      throw new UsageError('--since and --until go with --run.');
    }
    const { engine: opened, name } = await open(word, 'read');
    const { environments } = await opened.retro(name);
    const history = await opened.history(name);
    const at = when(values.at, '--at', environments.zone);
    const against = when(values.against, '--against', environments.zone);

    if (values.run !== undefined) {
      const report = runMap(history, environments, values.run, range(values, environments.zone));
      if ('problem' in report) throw new FailureError('not_found', report.problem);
      await terminal.out(json ? `${JSON.stringify(runMapToJson(report))}\n` : describeRunMap(report));
    } else if (at !== null && against !== null) {
      const [from, to] = at <= against ? [at, against] : [against, at];
      const difference = mapDifference(history, environments, from, to);
      await terminal.out(
        json ? `${JSON.stringify(mapDifferenceToJson(difference))}\n` : describeDifference(difference),
      );
    } else {
      const report = await opened.map(name, at ?? 0);
      await terminal.out(json ? `${JSON.stringify(mapReportToJson(report))}\n` : describeMap(report));
    }
    return exit.done;
  },
};
