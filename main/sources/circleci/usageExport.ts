import { parse } from 'csv-parse/sync';
import type { Instant } from '../../domain/history/records';
import { parseServerInstant } from '../../domain/time/instant';
import { outcomeIn, outcomeOfAll } from '../common/outcomes';
import type { Rejection } from '../source';
import type { CircleAssembly } from './assembly';
import { triggerOf, words, type CircleJob } from './replies';

type Row = Record<string, string>;

/** The report of usage that an organization can have made: a row for each job. Null for any other file. */
export function readUsageExport(text: string, file: string, assembly: CircleAssembly): Rejection[] | null {
  if (!/^\uFEFF?"?ORGANIZATION_ID"?,.*WORKFLOW_ID/.test(text.slice(0, 2000))) return null;
  const rows = parse<Row>(text, {
    columns: true,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: false,
  });
  const rejected: Rejection[] = [];
  const jobs = new Map<string, CircleJob[]>();
  for (const [index, row] of rows.entries()) {
    const where = `${file}:${index + 2}`;
    const id = cell(row, 'WORKFLOW_ID');
    if (id === null) rejected.push({ where, id: cell(row, 'JOB_ID'), reason: '"WORKFLOW_ID" is missing' });
    else {
      const job = jobOf(row);
      jobs.set(id, [...(jobs.get(id) ?? []), job]);
      addRow(assembly, row, id, jobs.get(id) ?? [], where);
      assembly.addJob(job, id, where);
    }
  }
  return rejected;
}

function addRow(assembly: CircleAssembly, row: Row, id: string, jobs: readonly CircleJob[], where: string): void {
  const pipelineId = cell(row, 'PIPELINE_ID');
  const number = Number(cell(row, 'PIPELINE_NUMBER') ?? NaN);
  const project = cell(row, 'PROJECT_NAME');
  const stoppedAt = momentIn(row, 'WORKFLOW_STOPPED_AT');
  const createdAt = momentIn(row, 'PIPELINE_CREATED_AT');
  const pipelineNumber = Number.isSafeInteger(number) ? number : null;
  if (pipelineId !== null) {
    const trigger = triggerOf(cell(row, 'PIPELINE_TRIGGER_SOURCE'));
    const pipeline = {
      id: pipelineId,
      number: pipelineNumber,
      createdAt,
      trigger,
      actor: null,
      revisions: [],
      errors: null,
    };
    assembly.addPipeline({ ...pipeline, project }, where);
  }
  assembly.addWorkflow(
    {
      id,
      pipelineId,
      pipelineNumber,
      name: cell(row, 'WORKFLOW_NAME') ?? 'workflow',
      status: statusOf(row, jobs, stoppedAt),
      createdAt,
      queuedAt: momentIn(row, 'WORKFLOW_FIRST_JOB_QUEUED_AT'),
      startedAt: momentIn(row, 'WORKFLOW_FIRST_JOB_STARTED_AT'),
      stoppedAt,
      project,
    },
    where,
  );
}

/** The report only says whether a workflow was successful; one that was not is told by its jobs. */
function statusOf(row: Row, jobs: readonly CircleJob[], stoppedAt: Instant | null): string {
  const successful = cell(row, 'IS_WORKFLOW_SUCCESSFUL')?.toLowerCase();
  if (successful === 'true') return 'success';
  if (stoppedAt === null) return 'running';
  const outcome = outcomeOfAll(jobs.map((job) => outcomeIn(words, job.status)));
  return outcome === 'cancelled' ? 'canceled' : successful === 'false' ? 'failed' : '';
}

function jobOf(row: Row): CircleJob {
  return {
    id: cell(row, 'JOB_ID') ?? cell(row, 'JOB_RUN_NUMBER') ?? '',
    name: cell(row, 'JOB_NAME') ?? 'job',
    status: cell(row, 'JOB_BUILD_STATUS') ?? '',
    isApproval: false,
    queuedAt: momentIn(row, 'JOB_RUN_QUEUED_AT'),
    startedAt: momentIn(row, 'JOB_RUN_STARTED_AT'),
    stoppedAt: momentIn(row, 'JOB_RUN_STOPPED_AT'),
    agent: cell(row, 'RESOURCE_CLASS'),
  };
}

function cell(row: Row, name: string): string | null {
  const text = row[name]?.trim() ?? '';
  return text === '' || text === '\\N' ? null : text;
}

/** The report writes moments of UTC without saying so. */
function momentIn(row: Row, name: string): Instant | null {
  const text = cell(row, name);
  return text === null ? null : (parseServerInstant(text) ?? parseServerInstant(`${text}Z`));
}
