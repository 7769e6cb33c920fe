import { buildStep, formatStep, lintStep, typeSteps, unitStep, windowStep } from './testRun/steps';
import type { Step } from './testRun/steps';
import { closingLine, oneFailed, sum } from './testRun/tally';
import type { Tally } from './testRun/tally';

/**
 * `npm test`: everything, what fails soonest first, and one closing line over all of it. A failed step does not stop the others, but
 * the end-to-end tests need the build.
 */
const tallies: Tally[] = [];
const failedSteps: string[] = [];

for (const step of [formatStep, lintStep, ...typeSteps]) take(step);
const isBuilt = take(buildStep);
take(unitStep);
take(isBuilt ? windowStep : { ...windowStep, run: notWithoutBuild });

const total = sum(tallies);
process.stdout.write(failedSteps.length > 0 ? `\nFailed: ${failedSteps.join(', ')}\n` : '\n');
process.stdout.write(`${closingLine(total)}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;

function take(step: Step): boolean {
  process.stdout.write(`\n── ${step.name}\n`);
  const startedAtMs = performance.now();
  const tally = step.run();
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  process.stdout.write(`── ${step.name}: ${closingLine(tally)} (${seconds} s)\n`);
  tallies.push(tally);
  if (tally.failed > 0) failedSteps.push(step.name);
  return tally.failed === 0;
}

function notWithoutBuild(): Tally {
  process.stdout.write('Not run, because the build failed.\n');
  return oneFailed;
}
