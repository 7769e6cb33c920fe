import { buildDeck } from '../domain/deck/buildDeck';
import type { Deck } from '../domain/deck/deck';
import { buildFacts } from '../domain/analysis/buildFacts';
import { buildGates } from '../domain/analysis/gates/buildGates';
import type { GatesReport } from '../domain/analysis/gates/gateReport';
import { buildMetrics } from '../domain/analysis/buildMetrics';
import { DetectionMemory } from '../domain/analysis/changepoint/detectionMemory';
import { HistoryIndex } from '../domain/analysis/deployments/analyseDeployments';
import { buildEvidence } from '../domain/analysis/evidence/buildEvidence';
import type { EvidenceReport } from '../domain/analysis/evidenceReport';
import type { Suggestion } from '../domain/analysis/suggestions/detected';
import { findSuggestions } from '../domain/analysis/suggestions/suggestMilestones';
import { asStreams } from '../domain/analysis/joining/asStreams';
import { suggestStreams, type StreamSuggestion } from '../domain/analysis/joining/suggestStreams';
import { previewEnvironments, type EnvironmentPreview } from '../domain/analysis/previewEnvironments';
import { joinHistory, twiceBySource, type TwiceTold } from '../domain/analysis/joining/joinHistory';
import { buildEvolution, viewKey, wholeKey } from '../domain/analysis/map/buildEvolution';
import { keep } from '../domain/analysis/map/layout/keptLayout';
import { mapReport } from '../domain/analysis/map/mapReportAt';
import type { MapReport } from '../domain/analysis/mapReport';
import type { RetroFacts } from '../domain/analysis/facts';
import type { History, Instant } from '../domain/history/records';
import type { PeopleShown } from '../domain/people/peopleShown';
import { textsWithoutPeople } from '../domain/people/textsWithoutPeople';
import type { EnvironmentMap, Stream } from '../domain/retro/environmentMap';
import type { Retro } from '../domain/retro/retro';
import type { ExportInput } from '../exports/exportInput';
import { FailureError } from '../failure';
import type { MapOrder } from '../ipc/messages/retro';
import type { Store } from '../store/store';
import { editRetro } from './editing';
import { everybody } from './everybody';
import { gatherDeck } from './gatherDeck';
import type { ImportRequest } from './importOrders';
import { Imports, type ImportHow, type RetroImport } from './imports';
import { MapViews } from './mapViews';
import { checkRetroName, isRetroFile } from './retroName';

interface Cached {
  /** The sources joined, before any pipelines go on in one another. */
  joined: History;
  /** The streams that `history` is made with, as text. */
  streams: string;
  history: History;
  index: HistoryIndex;
  twice: TwiceTold[];
  facts: { map: string; value: RetroFacts } | null;
  gates: { map: string; value: GatesReport } | null;
  suggestions: { key: string; value: Suggestion[] } | null;
}

/** The program without a window: what the command line and the window's engine process both work with. */
export class Engine {
  private readonly cache = new Map<string, Cached>();
  private readonly memories = new Map<string, DetectionMemory>();
  private readonly views: MapViews;
  private readonly imports: Imports;
  /** How many imports into a retro have ended. */
  private readonly ended = new Map<string, number>();

  /** `openWriter` opens the store of a reader for the moment in which something derived is kept. */
  constructor(
    readonly store: Store,
    now: () => Instant = Date.now,
    openWriter: (() => Promise<Store>) | null = null,
  ) {
    this.views = new MapViews(store, openWriter);
    this.imports = new Imports(store, now);
  }

  /** The retro, or a failure that names those there are. */
  async retro(name: string): Promise<Retro> {
    if (isRetroFile(name)) checkRetroName(name);
    const retro = await this.store.retro(name);
    if (retro) return retro;
    const names = (await this.store.retros()).map((one) => one.name);
    const known = names.length > 0 ? `There are: ${names.join(', ')}.` : 'The store is empty; import something first.';
    throw new FailureError('not_found', `There is no retro “${name}” in this store. ${known}`);
  }

  /** The whole history of a retro in memory, its sources joined; read once, until the next import. */
  async history(name: string): Promise<History> {
    return (await this.cached(name)).history;
  }

  /** What analyses of the history share; made once, as reading a million runs takes a while. */
  async index(name: string): Promise<HistoryIndex> {
    return (await this.cached(name)).index;
  }

  async facts(retro: Retro): Promise<RetroFacts> {
    const cached = await this.cached(retro.name);
    const map = JSON.stringify(retro.environments);
    if (cached.facts?.map !== map) {
      const view = await this.views.view(retro.name);
      const value = { ...buildFacts(cached.history, retro.environments, view), twice: cached.twice };
      cached.facts = { map, value };
      await this.views.keep(retro.name, viewKey(value.groups), keep(value.evolution));
    }
    const { value } = cached.facts;
    // An event, told once: the next look finds what it led to.
    if (value.laidOutAnew) {
      const { laidOutAnew: _, ...told } = value;
      cached.facts = { map, value: told };
    }
    return value;
  }

  /** What the environments before production did, over the whole history; kept until history or map change. */
  async gates(retro: Retro): Promise<GatesReport> {
    const cached = await this.cached(retro.name);
    const map = JSON.stringify(retro.environments);
    if (cached.gates?.map !== map) {
      const value = buildGates(cached.history, retro.environments, {}, cached.index);
      if ('problem' in value) throw new FailureError('wrong_input', value.problem);
      cached.gates = { map, value };
    }
    return cached.gates.value;
  }

  /** What would count under a map that is not kept yet. */
  async previewEnvironments(name: string, map: EnvironmentMap): Promise<EnvironmentPreview> {
    const { joined } = await this.cached(name);
    return previewEnvironments(asStreams(joined, map.streams ?? []), map);
  }

  /** Pipelines that may be one under several names, given what people decided already. */
  async suggestStreams(name: string, decided: readonly Stream[]): Promise<StreamSuggestion[]> {
    return suggestStreams((await this.cached(name)).joined, decided);
  }

  /** The value stream as it was at an instant; what is placed on it for the first time keeps that place. */
  async map(name: string, at: Instant): Promise<MapReport> {
    const { environments } = await this.retro(name);
    const { layout, ...report } = mapReport(await this.history(name), environments, at, await this.views.kept(name));
    await this.views.keep(name, wholeKey, layout);
    return report;
  }

  /** Opens and folds groups of the map, lays it out anew, or puts back what that replaced. */
  async arrangeMap(name: string, order: MapOrder): Promise<void> {
    const retro = await this.retro(name);
    const { groups } = await this.facts(retro);
    if (order === 'anew') await this.views.tidyUp(name, viewKey(groups));
    else if (order === 'back') await this.views.putBack(name);
    else await this.views.open(name, order.open);
    const cached = await this.cached(name);
    const before = cached.facts;
    if (!before) return;
    const { zone, weeks } = before.value;
    const map = { ...retro.environments, zone };
    const drawn = buildEvolution(cached.history, map, weeks, await this.views.view(name));
    cached.facts = { ...before, value: { ...before.value, ...drawn } };
    await this.views.keep(name, viewKey(drawn.groups), keep(drawn.evolution));
  }

  /** What the data suggests, strongest first; kept until history, map or decisions change. */
  async suggestions(name: string): Promise<Suggestion[]> {
    const retro = await this.retro(name);
    const cached = await this.cached(name);
    const key = JSON.stringify([retro.environments, retro.milestones]);
    if (cached.suggestions?.key !== key) {
      const value = findSuggestions(
        cached.history,
        retro.environments,
        retro.milestones,
        cached.index,
        this.memoryOf(name),
      );
      cached.suggestions = { key, value };
    }
    return cached.suggestions.value;
  }

  /** The before/after card of a milestone: one of the retro, or one that is only suggested. */
  async evidence(name: string, id: string): Promise<EvidenceReport> {
    const retro = await this.retro(name);
    const isKnown = retro.milestones.some((one) => one.id === id);
    const suggested = isKnown ? [] : (await this.suggestions(name)).filter((one) => one.id === id);
    const milestones = [...retro.milestones, ...suggested];
    return buildEvidence(await this.history(name), retro.environments, milestones, id, await this.index(name));
  }

  async deck(name: string, people: PeopleShown = 'hidden'): Promise<Deck> {
    const retro = await this.retro(name);
    const given = { facts: await this.facts(retro), gates: await this.gates(retro), people };
    return buildDeck(gatherDeck(retro, await this.index(name), given));
  }

  /** All an export is written from. With `replaced` no text of it names anybody known from history or notes. */
  async exportInput(name: string, people: PeopleShown = 'hidden'): Promise<ExportInput> {
    const retro = await this.retro(name);
    const metrics = buildMetrics(await this.history(name), retro.environments, { bucket: 'week' });
    if ('problem' in metrics) throw new FailureError('wrong_input', metrics.problem);
    const page = { deck: await this.deck(name, people), facts: await this.facts(retro), theme: 'projector' as const };
    const input = { page, metrics, gates: await this.gates(retro) };
    return people === 'replaced' ? textsWithoutPeople(everybody(retro, await this.history(name)), input) : input;
  }

  /** Imports into a retro, which is made when its first page arrives and there is none of that name. */
  async import(request: ImportRequest, how: ImportHow): Promise<RetroImport & { twice: TwiceTold[] }> {
    const report = await this.imports.import(request, how).finally(() => {
      this.outdate(request.retro);
    });
    return { ...report, twice: how.dryRun ? [] : await this.toldTwice(report.retro) };
  }

  /** Replaces the environment map; one undoable step. */
  async setEnvironments(name: string, environments: EnvironmentMap): Promise<Retro> {
    await this.retro(name);
    await editRetro(this.store, name, { type: 'setEnvironments', environments });
    return this.retro(name);
  }

  /** Runs that several sources of a retro tell of. With one source there are none, and nothing is read. */
  private async toldTwice(name: string): Promise<TwiceTold[]> {
    return this.store.history(name).coverage().length > 1 ? (await this.cached(name)).twice : [];
  }

  /** Outlives imports: what they did not touch need not be searched again. */
  private memoryOf(name: string): DetectionMemory {
    const memory = this.memories.get(name) ?? new DetectionMemory();
    this.memories.set(name, memory);
    return memory;
  }

  private async cached(name: string): Promise<Cached> {
    for (;;) {
      const retro = await this.store.retro(name);
      const streams = retro?.environments.streams ?? [];
      const key = JSON.stringify(streams);
      const found = this.cache.get(name);
      if (found?.streams === key) return found;
      const ended = this.ended.get(name);
      const joined = found ?? (await this.read(name));
      // Where an import ended meanwhile it is read again: what that brought must not be missed until the next one.
      if (this.ended.get(name) !== ended) continue;
      const history = asStreams(joined.joined, streams);
      const index = new HistoryIndex(history);
      const made = { ...joined, streams: key, history, index, facts: null, gates: null, suggestions: null };
      this.cache.set(name, made);
      return made;
    }
  }

  private async read(name: string): Promise<Pick<Cached, 'joined' | 'twice'>> {
    const { history, twice } = joinHistory(await this.store.history(name).read());
    return { joined: history, twice: twiceBySource(twice) };
  }

  private outdate(name: string): void {
    this.cache.delete(name);
    this.ended.set(name, (this.ended.get(name) ?? 0) + 1);
  }

  forget(name: string): void {
    this.cache.delete(name);
    this.views.forget(name);
    this.memories.delete(name);
  }
}
