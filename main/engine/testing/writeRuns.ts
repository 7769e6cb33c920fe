import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { printRecord } from '../../domain/history/printRecord';
import { sampleRun } from '../../store/testing/samples';

const tenYearsMs = 10 * 365 * 86_400_000;
const pipelines = 40;

/**
 * Writes the runs `from` to `to` of a history of `runs` as neutral lines: spread over ten years and forty pipelines, with as many
 * words as a server's runs have; one pipeline deploys to staging, one to production.
 */
export async function writeRuns(file: string, from: number, to: number, runs: number): Promise<void> {
  const out = createWriteStream(file);
  const begin = Date.UTC(2016, 0, 4);
  for (let n = from; n < to; n += 1) {
    const at = begin + Math.round((n / runs) * tenYearsMs);
    const pipeline = `pipeline-${String(n % pipelines)}`;
    const run = sampleRun(`${pipeline}/${String(n)}`, at, {
      pipeline,
      number: n,
      outcome: n % 7 === 0 ? 'failed' : 'passed',
      environment: environments[n % pipelines] ?? null,
    });
    if (!out.write(`${printRecord(run)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

const environments: Record<number, string> = { 38: 'staging', 39: 'production' };
