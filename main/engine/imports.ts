import type { Instant } from '../domain/history/records';
import { FailureError } from '../failure';
import type { ImportProgress } from '../sources/source';
import type { SourceBinding } from '../store/historyStore';
import type { Store } from '../store/store';
import { addReports } from './addReports';
import { importHistory, NothingCameIn, type ImportReport, type SourceReport } from './importHistory';
import { importParts, isNamedAsKind, transportOf, type ImportRequest } from './importOrders';
import { machineZone } from './newRetro';
import { RetroBeginnings } from './retroBeginnings';
import { checkRetroName } from './retroName';

export interface ImportHow {
  dryRun: boolean;
  signal: AbortSignal;
  progress: (progress: ImportProgress) => void;
}

export type RetroImport = ImportReport & { retro: string; source: string };

/** Imports into the retros of a store. Several may go on at once, also into one retro. */
export class Imports {
  private readonly beginnings: RetroBeginnings;
  /** By retro: names of sources that imports which are going on will tie to their servers. */
  private readonly promised = new Map<string, Map<string, SourceBinding>>();

  constructor(
    private readonly store: Store,
    private readonly now: () => Instant,
  ) {
    this.beginnings = new RetroBeginnings(store, now);
  }

  /** What several servers or projects of one request bring is one report; those that fail leave the others standing. */
  async import(request: ImportRequest, how: ImportHow): Promise<RetroImport> {
    const name = checkRetroName(request.retro);
    if (!how.dryRun && this.store.readOnly !== null) throw new FailureError('read_only', this.store.readOnly);
    const history = this.store.history(name);
    const existing = await this.store.retro(name);
    const promised = this.promised.get(name) ?? new Map<string, SourceBinding>();
    this.promised.set(name, promised);
    const bound = { ...history.sources(), ...Object.fromEntries(promised) };
    const parts = importParts(request, bound, existing?.environments.zone ?? machineZone());
    const transport = transportOf(request);
    const own = parts.filter(({ source, bind }) => bind.origin !== null && !promised.has(source));
    for (const { source, bind } of own) promised.set(source, bind);

    let created = existing !== null;
    const onFirstPage = async (zone: string | null): Promise<void> => {
      if (created || how.dryRun) return;
      await this.beginnings.make(name, zone ?? machineZone());
      created = true;
    };
    const reports: SourceReport[] = [];
    const problems: FailureError[] = [];
    try {
      for (const part of parts) {
        try {
          const options = { ...how, transport, now: this.now, onFirstPage };
          const report = await importHistory(history, part.source, part.events, options);
          reports.push(report);
          if (how.dryRun || !created) continue;
          for (const source of report.sources) {
            // Neutral files may tell the history of a server; it can then go on from there.
            if (part.bind.kind !== 'runs' || !isNamedAsKind(source)) await history.bindSource(source, part.bind);
          }
        } catch (error) {
          if (!(error instanceof FailureError) || error.kind === 'cancelled') throw error;
          problems.push(error);
        }
      }
    } finally {
      for (const { source } of own) promised.delete(source);
    }
    if (!existing && created) await this.beginnings.draft(name);
    return { ...oneReport(reports, problems), retro: name };
  }
}

function oneReport(reports: readonly SourceReport[], problems: readonly FailureError[]) {
  const [first] = reports;
  if (!first) throw problems[0] ?? new FailureError('wrong_input', 'There was nothing to import.');
  // Of a part that brought nothing its failure is told, and the rows it set aside.
  const setAside = problems
    .filter((problem) => problem instanceof NothingCameIn)
    .map(({ report }) => ({ ...report, failures: report.failures.slice(1) }));
  const report = [...reports.slice(1), ...setAside].reduce<ImportReport & { source: string }>(addReports, first);
  return { ...report, failures: [...report.failures, ...problems.map((problem) => problem.failure)] };
}
