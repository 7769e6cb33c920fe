import { runTime } from '../../domain/history/recordTime';
import type { Run } from '../../domain/history/records';
import type { Failure } from '../../failure';
import type { Rejection } from '../source';
import { noMoment } from './assembly';
import { noteRun } from './cursor';
import { inParallel, parseItems, partFailure, type Fetching } from './fetching';
import { outcomeOf } from './outcome';
import { parseJob, type GithubJob, type GithubRun } from './replies';
import { fieldsOf } from './replyFields';
import { runFingerprint } from './runFingerprint';
import { transformRun } from './transformRun';

export interface CompletedRuns {
  records: Run[];
  rejected: Rejection[];
  /** Why the jobs of some could not be read; these are asked for again next time. */
  failure: Failure | null;
}

/** Runs with the jobs of all their attempts: only they tell when a run finished. */
export async function completeRuns(fetching: Fetching, runs: readonly GithubRun[]): Promise<CompletedRuns> {
  const done: CompletedRuns = { records: [], rejected: [], failure: null };
  const completed = await inParallel(runs, async (run) => ({ run, ...(await jobsOf(fetching, run)) }));
  for (const { run, jobs, rejected, failure } of completed) {
    const record = transformRun({ id: run.id, attempts: [run], jobs, allJobs: true, workflowName: null });
    done.rejected.push(...rejected);
    done.failure ??= failure;
    if (!record || runTime(record) === null) {
      done.rejected.push({ where: run.url ?? '', id: run.id, reason: noMoment });
      continue;
    }
    done.records.push(record);
    const isOpen = record.outcome === 'running';
    const { id, createdAt } = run;
    noteRun(fetching.cursor, { id, createdAt, fingerprint: runFingerprint(run), isOpen, isJobless: failure !== null });
  }
  return done;
}

interface FoundJobs {
  jobs: GithubJob[];
  rejected: Rejection[];
  failure: Failure | null;
}

async function jobsOf(fetching: Fetching, run: GithubRun): Promise<FoundJobs> {
  const { client } = fetching;
  const found: FoundJobs = { jobs: [], rejected: [], failure: null };
  // Nothing of it has begun.
  if (outcomeOf(run) === 'running' && /^(queued|requested|pending)$/i.test(run.status) && run.attempt === 1)
    return found;
  try {
    for await (const page of client.pages(`actions/runs/${run.id}/jobs?filter=all`, 'jobs')) {
      const { parsed, rejected } = parseItems(page.items, page.url, (job) =>
        parseJob({ ...fieldsOf(job), run_id: run.id }),
      );
      found.jobs.push(...parsed);
      found.rejected.push(...rejected);
    }
    fetching.unreached = 0;
  } catch (error) {
    found.failure = partFailure(fetching, error, `The jobs of run ${run.id} of ${client.repository}`);
  }
  return found;
}
