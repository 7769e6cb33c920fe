import { twiceSentence, type TwiceTold } from '../domain/analysis/joining/joinHistory';
import { printMoment } from '../domain/time/instant';
import { machineZone } from '../engine/newRetro';
import { NothingCameIn, type ImportReport } from '../engine/importHistory';
import { FailureError } from '../failure';
import type { ImportProgress } from '../sources/source';
import { exit, UsageError, type Command, type CommandContext } from './command';
import { coverageJson } from './json';
import { networkOf } from './networkOf';
import { parseWords, range } from './words';

const options = {
  source: { type: 'string' },
  url: { type: 'string' },
  project: { type: 'string', multiple: true },
  pipeline: { type: 'string', multiple: true },
  since: { type: 'string' },
  until: { type: 'string' },
  'token-env': { type: 'string' },
  toggles: { type: 'string', multiple: true },
  'trust-certificate': { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
} as const;

export const importCommand: Command = {
  name: 'import',
  summary: 'brings history into a retro, from a server or from files',
  usage:
    'import RETRO --source KIND [FILE…] [--url U] [--project P]… [--pipeline P]… [--since D] [--until D]\n' +
    '       [--token-env NAME] [--toggles PATH_IN_REPOSITORY]…\n' +
    '       [--trust-certificate HOST=SHA256:…]… [--dry-run]',
  async run(context) {
    const { values, positionals } = parseWords(context.words, options);
    const [word, ...files] = positionals;
    if (word === undefined) throw new UsageError('Name the retro to import into.');
    if (values.source === undefined) throw new UsageError('Say what to import from with --source KIND.');
    if (files.length > 0 && values.url !== undefined) throw new UsageError('Name files or --url, not both.');
    if (values.toggles && values.source !== 'git') {
      throw new UsageError('--toggles names files inside a git repository; it goes with --source git.');
    }
    const network = networkOf(values.url, values['trust-certificate'] ?? [], context.env);
    const { engine, name: retro } = await context.open(word, values['dry-run'] ? 'read' : 'write', { mayBeNew: true });
    const zone = (await engine.store.retro(retro))?.environments.zone ?? machineZone();
    const order = {
      retro,
      kind: values.source,
      files,
      url: values.url ?? null,
      projects: values.project ?? [],
      pipelines: values.pipeline ?? [],
      ...range(values, zone),
      token: tokenOf(values['token-env'], context.env),
      toggles: values.toggles ?? [],
      network,
    };
    const progress = (now: ImportProgress): void => {
      context.terminal.progress(progressLine(now));
    };
    const how = { dryRun: values['dry-run'] ?? false, signal: context.signal, progress };
    const report = await engine.import(order, how).catch(async (error: unknown) => {
      // Whoever asked for the document gets the rows and their reasons also where none of them could be taken.
      if (context.json && error instanceof NothingCameIn) {
        await context.terminal.out(`${JSON.stringify(reportJson({ ...error.report, retro }))}\n`);
      }
      throw error;
    });
    await tell(report, context);
    return report.rejected.length > 0 || report.failures.length > 0 ? exit.partly : exit.done;
  },
};

function tokenOf(variable: string | undefined, env: NodeJS.ProcessEnv): string | null {
  if (variable === undefined) return null;
  const token = env[variable];
  if (token) return token;
  throw new FailureError('wrong_input', `The environment variable ${variable} is not set; put the token there.`);
}

async function tell(
  report: ImportReport & { retro: string; source: string; twice: TwiceTold[] },
  context: CommandContext,
): Promise<void> {
  const { terminal } = context;
  for (const failure of report.failures) terminal.note(failure.sentence);
  for (const row of report.rejected.slice(0, 20)) terminal.note(`${row.where}: ${row.id ?? 'no id'}: ${row.reason}`);
  if (report.rejected.length > 20) terminal.note(`… and ${String(report.rejected.length - 20)} more rows set aside.`);
  for (const told of report.twice) terminal.note(twiceSentence(told));
  await terminal.out(context.json ? `${JSON.stringify(reportJson(report))}\n` : summary(report));
}

function reportJson(report: ImportReport & { retro: string; source: string }) {
  const { retro, source, runs, commits, deployments, toggles, definitions, rejected, requests, pages } = report;
  return {
    retro,
    source,
    runs,
    commits,
    deployments,
    // Only where there are any: whoever reads the document knew the other fields first.
    ...(toggles.added + toggles.updated > 0 && { toggles }),
    ...(definitions.added + definitions.updated > 0 && { definitions }),
    rejected,
    coverage: coverageJson(report.coverage),
    requests,
    pages,
  };
}

function summary(report: ImportReport & { retro: string; source: string }): string {
  const { runs, commits, deployments, toggles, definitions, coverage } = report;
  const span =
    coverage.from === null ? 'no dates' : `${printMoment(coverage.from) ?? ''} to ${printMoment(coverage.to) ?? 'now'}`;
  return [
    `${report.retro}: ${String(runs.added)} runs added, ${String(runs.updated)} updated, ${String(runs.unchanged)} unchanged, ${String(runs.rejected)} set aside`,
    `  ${String(commits.added)} commits and ${String(deployments.added)} deployments added from ${report.source}; it covers ${span}`,
    ...(toggles.added + toggles.updated > 0
      ? [`  ${String(toggles.added)} feature toggles added, ${String(toggles.updated)} updated`]
      : []),
    ...(definitions.added + definitions.updated > 0
      ? [
          `  ${String(definitions.added)} versions of pipeline definitions added, ${String(definitions.updated)} updated`,
        ]
      : []),
    '',
  ].join('\n');
}

function progressLine(progress: ImportProgress): string {
  const counts = `${String(progress.runs)} runs, ${String(progress.commits)} commits, ${String(progress.requests)} requests`;
  const wait = progress.waitingUntil === null ? '' : `, waiting until ${printMoment(progress.waitingUntil) ?? ''}`;
  return `${progress.label}: ${counts}${wait}`;
}
