import type { ImportNews, ImportOrder, ImportOutcome } from '../../main/ipc/messages/importing';
import type { KnownServer } from '../../main/ipc/contract';
import type { PickedFile } from '../../main/ipc/messages/given';
import type { Failure } from '../../main/failure';
import type { ImportProgress } from '../../main/sources/source';
import { newsText, queuedTexts, waitText } from './importWords';
import { library } from './library.svelte';
import { openRetro } from './openRetro';
import { current } from './retro.svelte';
import { router } from './route.svelte';
import { ordersOf } from './syncOrders';
import { toasts } from './toasts.svelte';

export type ImportStage = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** One import that was begun, until somebody puts it away. */
export class ImportJob {
  stage = $state<ImportStage>('running');
  queued = $state.raw<ImportNews['queued']>(null);
  progress = $state.raw<ImportProgress | null>(null);
  outcome = $state.raw<ImportOutcome | null>(null);
  failure = $state.raw<Failure | null>(null);

  constructor(
    public order: ImportOrder,
    /** What it reads: "GitLab, gitlab.example.com" or "runs.jsonl". */
    readonly what: string,
    /** The files of the order, as they were picked. */
    readonly files: PickedFile[] = [],
  ) {
    this.isNew = !(library.now?.retros ?? []).some(({ name }) => name === order.retro);
  }

  /** Whether the import begins its retro. */
  readonly isNew: boolean;
  isActive: boolean = $derived(this.stage === 'queued' || this.stage === 'running');
}

/** All imports of this session: several go on side by side, whatever screen is shown. */
class Imports {
  list = $state.raw<ImportJob[]>([]);
  active: ImportJob[] = $derived(this.list.filter((job) => job.isActive));
  /** The last thing worth reading aloud; counts are not among them. */
  said = $state('');

  constructor() {
    window.shiplapse.on('importProgress', (news) => this.#hear(news));
  }

  start(order: ImportOrder, what: string, files: PickedFile[] = []): void {
    // An import that is tried again takes the place of the one before.
    const others = this.list.filter((job) => job.order.id !== order.id);
    const job = new ImportJob({ ...order, id: crypto.randomUUID() }, what, files);
    this.list = [...others, job];
    void this.#run(job);
  }

  again(job: ImportJob): void {
    this.start(job.order, job.what, job.files);
  }

  /** Asks the servers of a retro for what is new, each as it was asked before; the tokens are those that are known. */
  sync(retro: string, servers: readonly KnownServer[], nameOf: (kind: string) => string): void {
    for (const { order, host } of ordersOf(retro, servers)) this.start(order, `${nameOf(order.kind)}, ${host}`);
  }

  async cancel(job: ImportJob): Promise<void> {
    await window.shiplapse.cancelImport({ id: job.order.id });
  }

  putAway(job: ImportJob): void {
    this.list = this.list.filter((other) => other !== job);
  }

  /** Everything that is over goes; what goes on stays. */
  tidy(): void {
    this.list = this.active;
  }

  async #run(job: ImportJob): Promise<void> {
    const result = await window.shiplapse.startImport(job.order);
    if (result.ok) {
      job.outcome = result.value;
      job.stage = 'done';
      // The main process remembers a token that was taken.
      job.order = { ...job.order, token: null };
    } else {
      job.failure = result.failure;
      job.stage = result.failure.kind === 'cancelled' ? 'cancelled' : 'failed';
    }
    this.#sayEnd(job);
    void library.load();
  }

  #hear({ id, queued, progress }: ImportNews): void {
    const job = this.list.find((one) => one.order.id === id);
    if (!job?.isActive) return;
    const was = { queued: job.queued, waiting: job.progress?.waitingUntil ?? null };
    job.queued = queued;
    job.stage = queued ? 'queued' : 'running';
    job.progress = progress ?? job.progress;
    const waiting = job.progress?.waitingUntil ?? null;
    if (queued && !was.queued) this.said = `${job.what}: ${queuedTexts[queued]}`;
    else if (!queued && was.queued) this.said = `${job.what}: begins.`;
    else if (waiting !== null && was.waiting === null) this.said = `${job.what}: ${waitText(waiting)}`;
  }

  #sayEnd(job: ImportJob): void {
    const sentence = job.outcome ? newsText(job.outcome) : (job.failure?.sentence ?? '');
    const { now: route } = router;
    // Where the imports are not shown, a message tells of the end, but never in a show.
    if (route.screen === 'import' && route.view === 'imports') this.said = `${job.what}: ${sentence}`;
    else if (route.screen !== 'present') this.#tell(job, sentence);
  }

  #tell(job: ImportJob, sentence: string): void {
    const { now: route } = router;
    if (job.stage === 'failed') toasts.problem(`${job.what}: ${sentence}`);
    if (job.stage !== 'done') return;
    const { retro } = job.order;
    const isOpen = current.now?.retro.name === retro && route.screen !== 'library';
    const label = isOpen ? 'Show what came in' : 'Open';
    toasts.say(`${job.what}: ${sentence}`, { label, run: () => void openRetro(() => current.open(retro)) });
  }
}

export const imports = new Imports();
