import { outcomes } from '../../domain/history/records';
import { readCsv } from './csvTable';
import type { CsvShape } from './csvTable';
import { rejectedRow, rowOf } from './row';
import type { Format, Row } from './row';

const needed = ['Pipeline Name', 'Pipeline Step', 'Build Number', 'Deployment Completed Time', 'Status'];

export function isBuildExport(heading: readonly string[]): boolean {
  return needed.every((name) => heading.includes(name));
}

/**
 * The CSV in which a delivery-metrics tool exports builds: one row is one build and the step it was measured at. The
 * commit has a time but no hash there, so there are no revisions; every column without a field of ours is kept.
 */
export function buildExport(shape: CsvShape): Format {
  return {
    name: 'builds exported by a metrics tool',
    async *read(file) {
      let heading: string[] | null = null;
      for await (const row of readCsv(file, shape)) {
        if ('problem' in row) yield rejectedRow(row.line, row.problem);
        else if (heading === null) heading = row.cells;
        else yield buildRow(row.line, heading, row.cells);
      }
    },
  };
}

function buildRow(line: number, heading: readonly string[], cells: readonly string[]): Row {
  const columns = new Map(heading.map((name, column) => [name, cells[column] ?? '']));
  const take = (name: string) => {
    const cell = columns.get(name) ?? '';
    columns.delete(name);
    return cell;
  };
  const [pipeline, step, number] = [take('Pipeline Name'), take('Pipeline Step'), take('Build Number')];
  const [status, finishedAt, actor] = [take('Status'), take('Deployment Completed Time'), take('Pipeline Creator')];
  if (pipeline === '' || number === '') return rejectedRow(line, 'Pipeline Name or Build Number is missing');
  const outcome = outcomeOfStatus(status);
  const rest = Object.fromEntries([...columns].filter(([, cell]) => cell !== ''));
  return rowOf(line, {
    ...rest,
    record: 'run',
    id: `${pipeline}/${number}`,
    pipeline,
    number,
    actor,
    outcome,
    sourceOutcome: status,
    finishedAt,
    stages: [{ name: step, outcome, sourceOutcome: status, finishedAt }].filter((stage) => stage.name !== ''),
  });
}

function outcomeOfStatus(status: string): string {
  const word = status.toLowerCase() === 'canceled' ? 'cancelled' : status.toLowerCase();
  return outcomes.find((outcome) => outcome === word) ?? 'unknown';
}
